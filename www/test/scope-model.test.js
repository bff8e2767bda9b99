import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  accountIn,
  DEFAULT_CONTEXT,
  draftOf,
  failedScopesWords,
  formatScopes,
  missingScopes,
  parseSample,
  parseScopes,
  plannedCalls,
  planOf,
  policyOf,
  problemsOf,
  progressWords,
  readContext,
  regionsIn,
  regionsWords,
  scopesWords,
  withContext,
  withRegion,
  withScopes,
  losesFilter,
} = await pageCode(
  'model/address-context',
  'model/caller-identity',
  'model/connect-calls',
  'model/connect-plan',
  'model/linked-draft',
  'model/policy',
  'model/regions',
  'model/sample',
  'model/scope',
  'model/scope-filter',
  'model/scope-progress',
);

const ONE = '111122223333/eu-central-1';
const TWO = '444455556666/us-east-1';
const ROLE = 'arn:aws:iam::444455556666:role/path/PatchReader';
const role = (change) => ({ roleArn: ROLE, externalId: '', regions: 'us-east-1', ...change });
const input = (change) => ({ regions: 'eu-central-1', endpoint: '', roles: [], ...change });
const messages = (change) => problemsOf(input(change)).map(({ message }) => message);

test('an address names scopes in one order, and only scopes', () => {
  assert.deepEqual(parseScopes(`${TWO},${ONE},${TWO},eu-west-1`), [TWO, ONE, 'eu-west-1']);
  assert.deepEqual(parseScopes('<b>,12/eu-west-1,,a b,https://example.com/'), []);
  assert.deepEqual(parseScopes(null), []);
  assert.equal(formatScopes([TWO, ONE]), `${ONE},${TWO}`);
});

test('a Region without an account is the same Region of any account, and no other is', () => {
  assert.deepEqual(missingScopes([ONE, TWO], [TWO]), [ONE]);
  assert.deepEqual(missingScopes(['us-east-1'], [TWO]), []);
  assert.deepEqual(missingScopes([TWO], ['us-east-1']), []);
  assert.deepEqual(missingScopes([TWO], ['111122223333/us-east-1']), [TWO]);
});

test('scopes in words', () => {
  assert.equal(scopesWords([ONE, TWO]), '2 scopes of 2 accounts');
  assert.equal(scopesWords(['eu-central-1']), '1 scope');
  assert.equal(regionsWords([ONE, TWO, '111122223333/us-east-1']), 'eu-central-1 and us-east-1');
});

test('every address carries the scopes and the rules that differ from the defaults', () => {
  const context = { ...DEFAULT_CONTEXT, scopes: [TWO, ONE], staleDays: 14, targets: { Critical: 3 } };
  const carried = withContext('#/findings?filter=overdue=true&stale=3', context);
  assert.equal(
    carried,
    `#/findings?filter=overdue=true&stale=14&targets=Critical%3A3&scope=${ONE},${TWO}`,
  );
  assert.equal(withContext(carried, context), carried);
  const read = readContext(carried.split('?')[1]);
  assert.deepEqual(read, { ...context, scopes: [ONE, TWO] });
  assert.equal(withContext(carried, DEFAULT_CONTEXT), '#/findings?filter=overdue=true');
});

test('a plain address stays plain, and the form has no context', () => {
  assert.equal(withContext('#/', DEFAULT_CONTEXT), '#/');
  assert.equal(withContext('#/overview', { ...DEFAULT_CONTEXT, staleDays: 1 }), '#/overview?stale=1');
  assert.equal(withContext('#/connect', { ...DEFAULT_CONTEXT, scopes: [ONE] }), '#/connect');
  assert.deepEqual(readContext('filter=a'), DEFAULT_CONTEXT);
});

test('filters of an address keep what looks like a parameter of the context', () => {
  const hash = '#/?filter=name%3Dstale%3D3+a%26scope%3Dx';
  assert.equal(withContext(hash, DEFAULT_CONTEXT), hash);
});

test('Regions are typed or chosen', () => {
  assert.deepEqual(regionsIn(' eu-central-1,us-east-1; eu-central-1\n'), ['eu-central-1', 'us-east-1']);
  assert.equal(withRegion('eu-central-1', 'us-east-1', true), 'eu-central-1, us-east-1');
  assert.equal(withRegion('eu-central-1, us-east-1', 'eu-central-1', false), 'us-east-1');
});

test('a form without a mistake is a plan', () => {
  const given = input({ roles: [role({ externalId: ' portal-42 ' })], endpoint: 'https://a.example/' });
  assert.deepEqual(problemsOf(given), []);
  assert.deepEqual(planOf(given), {
    regions: ['eu-central-1'],
    endpoint: 'https://a.example/',
    roles: [
      { roleArn: ROLE, externalId: 'portal-42', account: '444455556666', regions: ['us-east-1'] },
    ],
  });
  assert.deepEqual(problemsOf(input({ regions: '', roles: [role()] })), [], 'the roles alone');
});

test('a mistake names the field and the value', () => {
  assert.match(messages({ regions: 'eu-*' })[0], /^Regions: “eu-\*” is not the name of a Region/);
  assert.match(messages({ regions: ' ' })[0], /^Regions: name at least one Region/);
  const arn = 'arn:aws:iam::1:user/me';
  assert.match(messages({ roles: [role({ roleArn: arn })] })[0], /^Role 1, role ARN: “arn:.*\/me”/);
  assert.match(messages({ roles: [role({ externalId: 'a b' })] })[0], /^Role 1, external id: “a b”/);
  assert.match(messages({ roles: [role({ regions: '' })] })[0], /^Role 1, Regions: name at least one/);
  assert.match(
    messages({ roles: [role(), role({ regions: 'eu-west-1, us-east-1' })] })[0],
    /^Role 2, Regions: “us-east-1” of account 444455556666 is read by role 1 already/,
  );
  const [{ field }] = problemsOf(input({ roles: [role(), role({ regions: 'x' })] }));
  assert.equal(field, 'role2.regions');
});

test('a link fills in the Regions of its first account and a role for each other', () => {
  assert.deepEqual(draftOf([ONE, '111122223333/us-east-1', TWO]), {
    regions: 'eu-central-1, us-east-1',
    roles: [{ roleArn: 'arn:aws:iam::444455556666:role/', externalId: '', regions: 'us-east-1' }],
  });
  assert.deepEqual(draftOf(['eu-west-1']), { regions: 'eu-west-1', roles: [] });
});

test('the calls are counted before they are made', () => {
  assert.equal(plannedCalls({ regions: '', roles: [] }), undefined);
  const { first, scopes } = plannedCalls({ regions: 'a-b-1, c-d-2', roles: [role()] });
  assert.equal(scopes, 3);
  assert.deepEqual(
    first.map((call) => call.split(',')[0]),
    ['1 sts:GetCallerIdentity', '1 sts:AssumeRole', '3 ssm:DescribeInstanceInformation'],
  );
});

test('the policy allows to assume the roles, if there are any', () => {
  assert.equal(JSON.parse(policyOf(['ssm:A'])).Statement.length, 1);
  const [, assume] = JSON.parse(policyOf(['ssm:A'], [ROLE, ROLE])).Statement;
  assert.deepEqual(assume, { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: [ROLE] });
});

test('the account is read from XML and from JSON', () => {
  assert.equal(accountIn('<a><Arn>x</Arn><Account>111122223333</Account></a>'), '111122223333');
  assert.equal(accountIn('{"Account" : "111122223333"}'), '111122223333');
  assert.equal(accountIn('{"Account":"12"}'), undefined);
  assert.equal(accountIn('<html>'), undefined);
});

test('the progress of a scope in words', () => {
  const scope = {
    phase: 'findings',
    nodesDone: 120,
    nodesTotal: 400,
    requestsPerSecond: 35.2,
    throttled: 2,
    secondsLeft: 40.4,
  };
  assert.equal(
    progressWords(scope, true),
    'read 120 of 400 nodes, 35 requests a second, 2 throttled, 40 s left',
  );
  assert.equal(progressWords(scope, false), 'read 120 of 400 nodes');
  assert.equal(progressWords({ phase: 'list', nodesDone: 0 }, true), 'listing the nodes');
  assert.equal(progressWords({ phase: 'failed', nodesDone: 0, nodesTotal: 0 }, true), 'no nodes were read');
  assert.equal(failedScopesWords(1, 3), '1 of 3 scopes could not be read');
  assert.equal(failedScopesWords(0, 3), '');
});

test('a filter is narrowed to scopes', () => {
  assert.equal(withScopes('overdue=true', 'findings', [ONE]), `overdue=true scopeId=${ONE}`);
  assert.equal(withScopes(`scopeId=${TWO} web`, 'nodes', [ONE]), `scopeId=${ONE} web`);
  assert.equal(withScopes('verdict=stale | name:a', 'nodes', [ONE, TWO]), `scopeId=${ONE},${TWO}`);
});

test('a filter that cannot be narrowed to scopes is said to be lost', () => {
  assert.equal(losesFilter('verdict=stale | name:a', 'nodes'), true);
  assert.equal(losesFilter('verdict=stale | verdict=compliant', 'nodes'), false);
  assert.equal(losesFilter('verdict=stale name:a', 'nodes'), false);
  assert.equal(losesFilter('', 'nodes'), false);
});

test('a sample has one scope, or several with their own keys or roles', () => {
  const keys = { accessKeyId: 'AKIA1', secretAccessKey: 's1' };
  const base = 'https://page.example/app/';
  assert.deepEqual(parseSample({ endpoint: '/ssm/', region: 'us-east-1', ...keys }, base), {
    simulated: undefined,
    endpoint: 'https://page.example/ssm/',
    scopes: [{ region: 'us-east-1', credentials: keys }],
  });
  const own = { accessKeyId: 'AKIA2', secretAccessKey: 's2' };
  const scopes = [
    { account: '111122223333', region: 'eu-central-1', roleArn: ROLE },
    { account: '444455556666', region: 'us-east-1', ...own },
  ];
  assert.deepEqual(parseSample({ endpoint: 'ssm/', ...keys, scopes }, base).scopes, [
    { account: '111122223333', region: 'eu-central-1', credentials: keys, roleArn: ROLE },
    { account: '444455556666', region: 'us-east-1', credentials: own },
  ]);
  assert.throws(() => parseSample({ endpoint: '/', ...keys, scopes: [] }, base), TypeError);
  assert.throws(() => parseSample({ endpoint: '/', ...keys, scopes: [{ region: 'x' }] }, base), /account/);
});
