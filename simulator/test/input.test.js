import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, read, signedRequest, simulatorAt } from './signed-call.js';

const simulator = simulatorAt();
const IDS = 'instanceIds';
const PATTERN = '(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)';
const ids = (count) => Array.from({ length: count }, (_, at) => `i-${String(at).padStart(8, '0')}`);

async function body(parts) {
  return (await call(simulator, parts)).body;
}

function violations(...texts) {
  const errors = texts.length === 1 ? '1 validation error' : `${texts.length} validation errors`;
  return { __type: 'ValidationException', message: `${errors} detected: ${texts.join('; ')}` };
}

const invalid = [
  [
    'DescribeInstancePatchStates',
    { InstanceIds: ids(51) },
    `Value '[${ids(51).join(', ')}]' at '${IDS}' failed to satisfy constraint: ` +
      'Member must have length less than or equal to 50',
  ],
  [
    'DescribeInstancePatchStates',
    {},
    `Value null at '${IDS}' failed to satisfy constraint: Member must not be null`,
  ],
  [
    'DescribeInstancePatchStates',
    { InstanceIds: null, MaxResults: 9 },
    `Value null at '${IDS}' failed to satisfy constraint: Member must not be null`,
    "Value '9' at 'maxResults' failed to satisfy constraint: " +
      'Member must have value greater than or equal to 10',
  ],
  [
    'DescribeInstancePatchStates',
    { InstanceIds: ['i-00000000', 'x'] },
    `Value '[i-00000000, x]' at '${IDS}' failed to satisfy constraint: Member must satisfy constraint: ` +
      `[Member must satisfy regular expression pattern: ${PATTERN}, Member must not be null]`,
  ],
  [
    'DescribeInstancePatches',
    { InstanceId: 'i-0' },
    "Value 'i-0' at 'instanceId' failed to satisfy constraint: " +
      `Member must satisfy regular expression pattern: ${PATTERN}`,
  ],
  [
    'DescribeInstancePatches',
    { InstanceId: 'i-00000000', MaxResults: 101 },
    "Value '101' at 'maxResults' failed to satisfy constraint: " +
      'Member must have value less than or equal to 100',
  ],
  [
    'DescribeInstancePatches',
    { InstanceId: 'i-00000000', Filters: Array(6).fill({ Key: 'State', Values: ['Missing'] }) },
    `Value '[${Array(6).fill('PatchOrchestratorFilter(key=State, values=[Missing])').join(', ')}]' at ` +
      "'filters' failed to satisfy constraint: Member must have length less than or equal to 5",
  ],
  [
    'DescribeInstancePatches',
    { InstanceId: 'i-00000000', Filters: [{ Key: '', Values: [''] }] },
    "Value '' at 'filters.1.member.key' failed to satisfy constraint: " +
      'Member must have length greater than or equal to 1',
    "Value '[]' at 'filters.1.member.values' failed to satisfy constraint: " +
      'Member must satisfy constraint: [Member must have length less than or equal to 256, ' +
      'Member must have length greater than or equal to 1, Member must not be null]',
  ],
  [
    'DescribeInstanceInformation',
    { MaxResults: 4 },
    "Value '4' at 'maxResults' failed to satisfy constraint: " +
      'Member must have value greater than or equal to 5',
  ],
  [
    'DescribeInstanceInformation',
    { InstanceInformationFilterList: [{ key: 'Name', valueSet: [] }, null] },
    "Value 'Name' at 'instanceInformationFilterList.1.member.key' failed to satisfy constraint: " +
      'Member must satisfy enum value set: [InstanceIds, AgentVersion, PingStatus, PlatformTypes, ' +
      'ActivationIds, IamRole, ResourceType, AssociationStatus]',
    "Value '[]' at 'instanceInformationFilterList.1.member.valueSet' failed to satisfy constraint: " +
      'Member must have length greater than or equal to 1',
    "Value null at 'instanceInformationFilterList.2.member' failed to satisfy constraint: " +
      'Member must not be null',
  ],
];
for (const [operation, input, ...texts] of invalid) {
  test(`${operation} refuses ${JSON.stringify(input).slice(0, 80)}`, async () => {
    assert.deepEqual(await body({ operation, input }), violations(...texts));
  });
}

const snapshot = {
  InstanceId: 'i-00000000',
  SnapshotId: '521c3536-930c-4aa9-950e-01234567abcd',
};

test('a sensitive value is redacted', async () => {
  const Configuration = 'password=hunter2 '.repeat(100);
  const Sources = [{ Name: 'own', Products: ['Suse15.6'], Configuration }];
  const input = { ...snapshot, BaselineOverride: { Sources } };
  const { message } = await body({ operation: 'GetDeployablePatchSnapshotForInstance', input });
  assert.match(message, /^1 validation error detected: Value '\*\*\*Sensitive Data Redacted\*\*\*'/);
  assert.ok(!message.includes('hunter2'));
});

test('a boolean is true or false', async () => {
  const input = { ...snapshot, UseS3DualStackEndpoint: 'true' };
  assert.deepEqual(await body({ operation: 'GetDeployablePatchSnapshotForInstance', input }), {
    __type: 'SerializationException',
    Message: 'STRING_VALUE cannot be converted to Boolean',
  });
});

const unreadable = {
  '{"MaxResults":': undefined,
  '': undefined,
  '[]': 'Start of list found where not expected',
  '"x"': 'Unexpected field type',
  null: 'Unexpected field type',
  '{"MaxResults":"10"}': 'STRING_VALUE cannot be converted to Integer',
  '{"MaxResults":10.5}': 'NUMBER_VALUE cannot be converted to Integer',
  '{"MaxResults":true}': 'TRUE_VALUE cannot be converted to Integer',
  '{"NextToken":5}': 'NUMBER_VALUE cannot be converted to String',
  '{"NextToken":["x"]}': 'Start of list found where not expected',
  '{"NextToken":{}}': 'Start of structure or map found where not expected.',
  '{"Filters":{}}': 'Expected list or null',
  '{"Filters":["x"]}': 'Unexpected field type',
};
for (const [text, message] of Object.entries(unreadable)) {
  test(`the body ${JSON.stringify(text)} cannot be read`, async () => {
    const expected = message === undefined ? {} : { Message: message };
    assert.deepEqual(await body({ body: text }), { __type: 'SerializationException', ...expected });
  });
}

test('members that the shape does not have are ignored, null counts as absent', async () => {
  const input = { Limit: 'x', MaxResults: 5, NextToken: null, Filters: null };
  assert.equal((await body({ input })).InstanceInformationList.length, 5);
});

test('the limits themselves are valid', async () => {
  const input = { InstanceIds: ids(50), MaxResults: 100 };
  const operation = 'DescribeInstancePatchStates';
  assert.deepEqual(await body({ operation, input }), { InstancePatchStates: [] });
  assert.deepEqual(await body({ operation, input: { InstanceIds: [] } }), {
    InstancePatchStates: [],
  });
});

test('an unknown operation is refused before its signature is checked', async () => {
  for (const target of [
    'AmazonSSM.SendCommand',
    'AmazonSSM.toString',
    'DescribeInstancePatches',
    '',
  ]) {
    const tamper = ({ headers }) =>
      Object.assign(headers, { 'x-amz-target': target, authorization: 'x' });
    const { status, body: error } = await call(simulator, { tamper });
    assert.deepEqual(
      { status, error },
      { status: 400, error: { __type: 'UnknownOperationException' } },
    );
  }
});

test('another method or content type is an unknown operation with status 404', async () => {
  const { headers, url } = await signedRequest({});
  const get = await read(await simulator.handle(new Request(url, { headers })));
  assert.deepEqual([get.status, get.body], [404, { __type: 'UnknownOperationException' }]);
  const json = await call(simulator, { headers: { 'content-type': 'application/json' } });
  assert.deepEqual([json.status, json.body], [404, { __type: 'UnknownOperationException' }]);
});

test('a content type with a character set is fine', async () => {
  const headers = { 'content-type': 'application/x-amz-json-1.1; charset=utf-8' };
  assert.equal((await call(simulator, { headers })).status, 200);
});
