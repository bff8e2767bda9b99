/**
 * STS and Systems Manager of several accounts with canned answers, on 127.0.0.1 in a process of its own:
 * `canned-aws.mjs SETTINGS`. Each scope admits so many requests a second. It checks no signature, so that it
 * costs little beside the Worker. It sends `{ port }`; on a message with a day, `{ asked }`: how often it
 * was asked for each operation since the last one. It ends with its parent, or after an hour.
 */
import { createServer } from 'node:http';
import { CannedFleet } from './canned-fleet.mjs';

const LIFE_MS = 3_600_000;
const { scopes, nodes, open, requestsPerSecond, burst } = JSON.parse(process.argv[2]);
const fleets = new Map(scopes.map((scope, seed) => [idOf(scope), new CannedFleet({ seed, nodes, open })]));
const buckets = new Map();
let asked = {};

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { status, type, body } = answer(request.headers, Buffer.concat(chunks).toString());
  response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': 'a3f7c2d4' }).end(body);
});
server.keepAliveTimeout = LIFE_MS;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

process.on('message', ({ day }) => {
  process.send({ asked });
  asked = {};
  for (const fleet of fleets.values()) fleet.day = day;
});
process.on('disconnect', () => process.exit());
setTimeout(() => process.exit(), LIFE_MS);

function answer(headers, text) {
  const target = headers['x-amz-target'];
  if (!target) return { status: 200, type: 'text/xml', body: session(new URLSearchParams(text)) };
  const type = 'application/x-amz-json-1.1';
  const [, account, region] = /Credential=ASIA(\d{12})\/\d+\/([\w-]+)\//.exec(headers.authorization);
  const id = idOf({ account, region });
  if (!isAdmitted(id)) return { status: 400, type, body: JSON.stringify({ __type: 'ThrottlingException' }) };
  const operation = target.split('.')[1];
  asked[operation] = (asked[operation] ?? 0) + 1;
  const body = fleets.get(id)[operation]?.(JSON.parse(text));
  if (body) return { status: 200, type, body: JSON.stringify(body) };
  return { status: 400, type, body: JSON.stringify({ __type: 'ValidationException', message: operation }) };
}

/** A token bucket for each scope. */
function isAdmitted(id) {
  const now = performance.now();
  const { tokens, at } = buckets.get(id) ?? { tokens: burst, at: now };
  const left = Math.min(burst, tokens + ((now - at) / 1000) * requestsPerSecond);
  buckets.set(id, { tokens: left < 1 ? left : left - 1, at: now });
  return left >= 1;
}

/** The account of a session is a part of its key's id. */
function session(form) {
  const [, account] = /^arn:aws:iam::(\d{12}):/.exec(form.get('RoleArn'));
  const until = new Date(Date.now() + LIFE_MS).toISOString();
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><AssumedRoleId>AROA:bench</AssumedRoleId><Arn>arn:aws:sts::${account}:assumed-role/R/bench</Arn></AssumedRoleUser>
<Credentials><AccessKeyId>ASIA${account}</AccessKeyId><SecretAccessKey>canned</SecretAccessKey>
<SessionToken>canned</SessionToken><Expiration>${until}</Expiration></Credentials>
</AssumeRoleResult><ResponseMetadata><RequestId>a3f7c2d4</RequestId></ResponseMetadata></AssumeRoleResponse>`;
}

function idOf({ account, region }) {
  return `${account}/${region}`;
}
