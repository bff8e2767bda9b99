import { PatchClient } from 'patchlens';
import { CREDENTIALS, INPUT, REGION } from '../page.mjs';

/** @returns {Promise<string>} the `authorization` of the first request */
export function firstSigned() {
  return new Promise((resolve) => {
    const fetch = ({ headers }) => {
      resolve(headers.get('authorization'));
      return new Promise(() => {});
    };
    const client = new PatchClient({ region: REGION, credentials: CREDENTIALS, fetch });
    client.describeInstancePatches(INPUT);
  });
}
