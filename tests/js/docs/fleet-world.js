/** The values that an example about fleets may use without a declaration, in addition to the world's. */
import { PatchClient } from 'patchlens';
import { Fleet } from 'patchlens/fleet';
import { SCOPE_ID, SNAPSHOTS } from './history.js';
import { client, credentials, DAYS, InstanceId, region } from './world.js';

export const scope = { id: SCOPE_ID, client, label: 'production' };
/** Regions of an account. */
export const scopes = [region, 'us-east-1'].map((place) => ({
  id: `123456789012/${place}`,
  client: new PatchClient({ region: place, credentials }),
}));
/** A scanned fleet, with a month of history. */
export const fleet = await Fleet.open(SNAPSHOTS[DAYS]);
/** Its snapshot of the day before. */
export const yesterday = SNAPSHOTS[DAYS - 1];
/** An input of DescribeInstancePatchStates. */
export const input = { InstanceIds: [InstanceId] };
