/** A backend that streams nodes with their counts and no patches, as examples/worker does. */
import { createServer } from 'node:http';

export const TOKEN = 'kX7vQ2mZ9pL4wT8sB3nR6yC1';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization',
};

/** @param {object[]} nodes `{ id, info, state }`, in AWS's words */
export async function openBackend(nodes) {
  const lines = [...nodes.map((node) => ({ node })), { end: {} }];
  const answers = {
    '/api/connection': JSON.stringify({ region: 'us-east-1' }),
    '/api/fleet': lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  };
  const server = createServer((request, response) => {
    const text = answers[new URL(request.url, 'http://localhost').pathname];
    response.writeHead(text === undefined ? 404 : 200, CORS).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

/** A node with these numbers of missing patches, and nothing else open. */
export function countedNode(id, missing) {
  const none = { FailedCount: 0, InstalledPendingRebootCount: 0, InstalledRejectedCount: 0 };
  const levels = {
    CriticalNonCompliantCount: 0,
    SecurityNonCompliantCount: 0,
    OtherNonCompliantCount: missing,
  };
  const info = { PlatformType: 'Linux', PlatformName: 'Debian GNU/Linux', PlatformVersion: '12' };
  const state = {
    ...{ PatchGroup: 'web', BaselineId: 'pb-1', OwnerInformation: '', Operation: 'Scan' },
    ...{ OperationStartTime: new Date(), OperationEndTime: new Date() },
    ...{ MissingCount: missing, ...none, ...levels },
  };
  return { id, info, state };
}
