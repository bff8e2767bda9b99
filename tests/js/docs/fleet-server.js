/** The server of a fleet in the documentation, which `idToken` may ask. */
import { Fleet, localSource } from 'patchlens/fleet';
import { serveFleet } from '../../../src/js/fleet/serve-source.js';
import { SNAPSHOTS } from './history.js';
import { DAYS, idToken } from './world.js';

const token = await idToken();
const source = localSource(await Fleet.open(SNAPSHOTS[DAYS]));

export const respond = serveFleet(source, {
  authorize: (given) => (given === token ? 'granted' : 'unauthorized'),
});
