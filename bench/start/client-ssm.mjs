import { DescribeInstancePatchesCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CREDENTIALS, INPUT, REGION } from '../page.mjs';

/** @returns {Promise<string>} the `authorization` of the first request */
export function firstSigned() {
  return new Promise((resolve) => {
    const handle = ({ headers }) => {
      resolve(headers.authorization);
      return new Promise(() => {});
    };
    const requestHandler = { handle };
    const client = new SSMClient({ region: REGION, credentials: CREDENTIALS, requestHandler });
    client.send(new DescribeInstancePatchesCommand(INPUT));
  });
}
