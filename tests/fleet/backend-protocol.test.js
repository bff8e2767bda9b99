/** The OpenAPI document, the page about the protocol, the types and the server say the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { dateMembers } from '../../src/js/fleet/rows.js';
import { DESCRIBE, QUESTIONS } from '../../src/js/fleet/serve-question.js';
import { STATUSES } from '../../src/js/fleet/serve-refusal.js';
import { serveFleet } from '../../src/js/fleet/serve-source.js';
import { Fleet, localSource } from './engine.js';
import { resolve, validator } from './json-schema.js';
import { fixture } from './questions.js';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const DOCUMENT = JSON.parse(read('docs/backend-protocol.openapi.json'));
const PAGE = read('docs/backend-protocol.md');
const TYPES = ts.createSourceFile(
  'i.d.ts',
  read('src/js/fleet/index.d.ts'),
  ts.ScriptTarget.Latest,
  true,
);
const { questions } = JSON.parse(read('tests/data/fleet/questions.json'));
const { schemas } = DOCUMENT.components;

const check = validator(DOCUMENT);
const handler = serveFleet(localSource(fixture.load(Fleet)));
const SITE = 'https://fleet.example.com';

/** The operations of the document: `{ path, method, operation }`. */
const ALL = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
  })),
);
/** What a server may offer, by a word of `can`, and the questions, which every server answers. */
const OFFERS = ALL.filter(({ operation }) => operation['x-can'] !== undefined);
const OPERATIONS = ALL.filter((it) => !OFFERS.includes(it));

function ask({ path, method }, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return handler(new Request(SITE + path, { method, headers, body: JSON.stringify(body) }));
}

/** Every response must be one that the document knows for the path. */
async function assertDocumented({ path, operation }, response) {
  let described = operation.responses[response.status];
  assert.ok(described, `${path}: ${response.status}`);
  if (described.$ref) described = resolve(DOCUMENT, described.$ref);
  const value = await response.json();
  assert.deepEqual(check(described.content['application/json'].schema, value), [], path);
  return value;
}

test('the document has a path for every question of the server and of the types, and no other', () => {
  const { members } = declared('FleetSource');
  const names = members.map(({ name }) => name.text).sort();
  assert.deepEqual([DESCRIBE, ...Object.keys(QUESTIONS)].sort(), names);
  assert.deepEqual(
    OPERATIONS.map(({ path }) => path).sort(),
    names.map((name) => `/v1/${name}`),
  );
  for (const { path, operation } of OPERATIONS) assert.equal(path, `/v1/${operation.operationId}`);
});

for (const asked of OPERATIONS)
  test(`${asked.method} ${asked.path} is answered as the document says`, async () => {
    const { content } = asked.operation.requestBody ?? {};
    const { schema, example } = content?.['application/json'] ?? {};
    if (schema) assert.deepEqual(check(schema, example), []);
    const response = await ask(asked, example);
    assert.equal(response.status, 200);
    const { answer } = await assertDocumented(asked, response);
    assert.ok(answer !== null && JSON.stringify(answer).length > 20, 'the example finds something');
    const other = await ask({ ...asked, method: asked.method === 'GET' ? 'POST' : 'GET' });
    assert.equal(other.status, 405);
  });

for (const offer of OFFERS)
  test(`${offer.path} is not found on a server that does not offer it, and its word is told`, async () => {
    const { content } = offer.operation.requestBody ?? {};
    const response = await ask(offer, content?.['application/json'].example);
    assert.equal(response.status, 404);
    await assertDocumented(offer, response);
    const word = offer.operation['x-can'];
    assert.ok(PAGE.includes(`| \`${word}\` | \`${offer.method} ${offer.path}`), word);
    const words = typeOf(declared('FleetSource').members[0].type.typeArguments[0], 'can');
    assert.ok(words.includes(`'${word}'`), words);
  });

test('inputs and answers of the table of questions are as the document says', async () => {
  for (const {
    ask: name,
    query,
    table,
    by,
    property,
    prefix,
    limit,
    scopeId,
    instanceId,
    answer,
  } of questions) {
    const inputs = {
      groups: { table, by, query },
      values: { table, property, prefix, limit },
      node: { scopeId, instanceId },
    };
    const asked = OPERATIONS.find(({ path }) => path === `/v1/${name}`);
    const input = JSON.parse(JSON.stringify(inputs[name] ?? query));
    const { schema } = asked.operation.requestBody.content['application/json'];
    const response = await ask(asked, input);
    assert.equal(response.status, answer?.error ? 400 : 200);
    assert.deepEqual(check(schema, input), [], JSON.stringify(input));
    await assertDocumented(asked, response);
  }
});

test('the validator finds what is wrong', () => {
  const node = { $ref: '#/components/schemas/NodeRow' };
  const found = check(node, {
    scopeId: 5,
    readAt: '2026-01-01',
    verdict: 'green',
    missing: -1,
    stale: 'no',
  });
  for (const place of ['scopeId', 'readAt', 'verdict', 'missing', 'stale', 'region'])
    assert.ok(
      found.some((problem) => problem.startsWith(`.${place}`)),
      place,
    );
  assert.deepEqual(check({ $ref: '#/components/schemas/Query' }, { filtr: {} }), [
    '.filtr is unknown',
  ]);
});

const SAME = [
  ...['Query', 'Filter', 'Token', 'NodeFacts', 'NodeRow', 'NodeDetail', 'FindingRow', 'PatchRow'],
  ...['CveRow', 'CveCoverage', 'FleetSummary', 'Groups', 'FleetScope'],
];

for (const name of SAME)
  test(`the schema of ${name} has the members, dates and descriptions of the type`, () => {
    const { members, heritageClauses } = declared(name);
    const schema = schemas[name];
    const own = heritageClauses ? schema.allOf[1] : schema;
    if (heritageClauses) {
      const base = heritageClauses[0].types[0].expression.text;
      assert.deepEqual(schema.allOf[0], { $ref: `#/components/schemas/${base}` });
    }
    assertMembers(own, members);
  });

test('verdicts, reasons and tables are those of the types', () => {
  for (const name of ['Verdict', 'ReasonCode', 'Table'])
    assert.deepEqual(
      schemas[name].enum,
      declared(name).type.types.map(({ literal }) => literal.text),
    );
  assert.deepEqual(schemas.VerdictCounts.required, schemas.Verdict.enum);
});

test('the page and the document have every code of an error, with its status', () => {
  const { code } = schemas.Error.properties.error.properties;
  assert.deepEqual(code.enum, Object.keys(STATUSES));
  for (const [name, status] of Object.entries(STATUSES))
    assert.match(PAGE, new RegExp(`^\\| ${status} \\|.*\`${name}\``, 'm'), name);
});

test('the page, the client and the document have the same questions and dates', () => {
  for (const { path, method } of OPERATIONS)
    assert.ok(PAGE.includes(`| \`${method} ${path}\``), path);
  const [, told] = /^Dates are the members (.*?)\.$/ms.exec(PAGE);
  const dates = Object.values(schemas).flatMap((schema) =>
    [schema, ...(schema.allOf ?? [])].flatMap(({ properties = {} }) =>
      Object.entries(properties)
        .filter(([, { format }]) => format === 'date-time')
        .map(([name]) => name),
    ),
  );
  const names = [...told.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  assert.deepEqual(names.sort(), [...new Set(dates)].sort());
  assert.deepEqual(dateMembers(Object.fromEntries(names.map((name) => [name, '']))).sort(), names);
});

/** The text of a member's type. */
function typeOf(type, name) {
  return type.members.find((it) => it.name.text === name).type.getText();
}

function declared(name) {
  return TYPES.statements.find((it) => it.name?.text === name);
}

function assertMembers({ required = [], properties }, members) {
  assert.deepEqual(
    Object.keys(properties),
    members.map(({ name }) => name.text),
  );
  const needed = members.filter(({ questionToken }) => !questionToken);
  assert.deepEqual(
    required,
    needed.map(({ name }) => name.text),
  );
  for (const member of members) {
    const property = properties[member.name.text];
    const isDate = member.type.getText() === 'Date';
    assert.equal(property.format === 'date-time', isDate, member.name.text);
    const told = textOf(member);
    if (told) assert.equal(property.description, told);
  }
}

/** The description of a member, on one line. */
function textOf(member) {
  const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? '';
  return text
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
