/**
 * Systems Manager with canned answers, on 127.0.0.1 in a process of its own: `server.mjs SIZES`. It
 * checks nothing, so that it costs little beside the client. It sends `{ port }`; on any message, how
 * often it was asked for each operation since the last time. It ends with its parent, or after
 * ten minutes.
 */
import { createServer } from 'node:http';
import { toJson } from '../../../simulator/json-doubles.js';
import { fleetData } from '../data.mjs';

const LIFE_MS = 600_000;
const data = fleetData(JSON.parse(process.argv[2]));
const patchPages = new Map();
for (const { body, instanceIds } of data.pages('patches')) patchPages.set(instanceIds[0], body);
// By the first of the 50 ids: a client that asks in the order of the data gets a page as it is.
const statePages = new Map();
for (const page of data.pages('states')) statePages.set(page.instanceIds.join(), page.body);

const ANSWERS = {
  DescribeInstancePatches: ({ InstanceId }) => patchPages.get(InstanceId),
  DescribeInstancePatchStates: ({ InstanceIds }) => statePages.get(InstanceIds.join()),
  ListComplianceSummaries: () => toJson({ ComplianceSummaryItems: [] }),
};
let asked = {};

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const operation = String(request.headers['x-amz-target']).split('.')[1];
  asked[operation] = (asked[operation] ?? 0) + 1;
  const body = ANSWERS[operation]?.(JSON.parse(Buffer.concat(chunks).toString()));
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'a3f7c2d4' };
  const refusal = toJson({ __type: 'ValidationException', message: `No answer to ${operation}` });
  response.writeHead(body ? 200 : 400, headers).end(body ?? refusal);
});
server.keepAliveTimeout = LIFE_MS;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

process.on('message', () => {
  process.send(asked);
  asked = {};
});
process.on('disconnect', () => process.exit());
setTimeout(() => process.exit(), LIFE_MS);
