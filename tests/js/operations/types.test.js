/** The declared inputs, outputs and items of all operations, against the model of the service. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { LISTINGS, methodOf, MODEL, NAMES, shapeOf } from './operations.js';

const AWS = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_';
const FILE = fileURLToPath(new URL('../../../src/js/index.d.ts', import.meta.url));
const program = ts.createProgram([FILE], { strict: true, types: [] });
const checker = program.getTypeChecker();
const file = program.getSourceFile(FILE);
const exported = new Map(
  checker.getExportsOfModule(checker.getSymbolAtLocation(file)).map((one) => [one.name, one]),
);

const { Undefined, Number: NumberFlag, Boolean: BooleanFlag } = ts.TypeFlags;

/** Members of outputs that the model does not have. */
const OURS = ['$metadata'];

function declared(name) {
  assert.ok(exported.has(name), `${name} is not declared`);
  return checker.getDeclaredTypeOfSymbol(exported.get(name));
}

/** The members of a union type, except `undefined`. */
function parts(type) {
  const all = type.isUnion() ? type.types : [type];
  return all.filter(({ flags }) => !(flags & Undefined));
}

/** Asserts that a type has the shape: the kind of value, its members, the values it names. */
function compare(type, shape, path) {
  const check = { structure, list, map, string, integer, boolean, timestamp }[shape.type];
  check(type, shape, path);
}

function structure(type, { members }, path) {
  const properties = checker.getPropertiesOfType(checker.getNonNullableType(type));
  const names = properties.map(({ name }) => name).filter((name) => !OURS.includes(name));
  assert.deepEqual(names.sort(), Object.keys(members).sort(), path);
  for (const property of properties.filter(({ name }) => !OURS.includes(name))) {
    const at = `${path}.${property.name}`;
    const { required = false } = members[property.name];
    // The service leaves out members that the model requires, so in outputs all are optional.
    if (path.startsWith('input')) assert.equal(isOptional(property), !required, at);
    compare(checker.getTypeOfSymbolAtLocation(property, file), shapeOf(members[property.name]), at);
  }
}

const isOptional = (property) => (property.flags & ts.SymbolFlags.Optional) !== 0;

function list(type, { member }, path) {
  const [array] = parts(type);
  assert.ok(checker.isArrayType(array), `${path} is no array`);
  compare(checker.getTypeArguments(array)[0], shapeOf(member), `${path}[]`);
}

function map(type, { value }, path) {
  const [record] = parts(type);
  compare(checker.getIndexTypeOfType(record, ts.IndexKind.String), shapeOf(value), `${path}{}`);
}

/** A string, or one of the model's words or another. */
function string(type, { enum: words }, path) {
  const text = checker.typeToString(checker.getNonNullableType(type));
  if (text === 'string') return assert.ok(!words || path.endsWith('.State'), `${path} has words`);
  const all = parts(type);
  const known = all.filter((one) => one.isStringLiteral()).map(({ value }) => value);
  assert.deepEqual(known.sort(), [...(words ?? [])].sort(), path);
  assert.equal(all.length, known.length + 1, `${path} takes no other word`);
}

const isOnly = (type, flag) => parts(type).every(({ flags }) => flags & flag);

function integer(type, shape, path) {
  assert.ok(isOnly(type, NumberFlag), `${path} is no number`);
}

function boolean(type, shape, path) {
  assert.ok(isOnly(type, BooleanFlag | ts.TypeFlags.BooleanLiteral), `${path} is no boolean`);
}

function timestamp(type, shape, path) {
  assert.equal(checker.typeToString(checker.getNonNullableType(type)), 'Date', path);
}

test('every input and output has the members of the model, with their types', () => {
  for (const name of NAMES) {
    const { input, output } = MODEL.operations[name];
    compare(declared(`${name}Input`), shapeOf(input), `input of ${name}`);
    compare(declared(`${name}Output`), shapeOf(output), `output of ${name}`);
  }
});

test('the states of patches are those of the model', () => {
  const known = parts(declared('PatchState')).map(({ value }) => value);
  assert.deepEqual(known.sort(), [...MODEL.shapes.PatchComplianceDataState.enum].sort());
});

test('each method takes the input and returns the output of its name, and links to AWS', () => {
  const client = declared('PatchClient');
  for (const name of NAMES) {
    const [declaration] = client.getProperty(methodOf(name)).declarations;
    const [input, options] = declaration.parameters;
    const { members } = shapeOf(MODEL.operations[name].input);
    const required = Object.values(members).some((member) => member.required);
    assert.equal(input.questionToken === undefined, required, name);
    assert.equal(input.type.getText(), `${name}Input`);
    assert.equal(options.type.getText(), 'CallOptions');
    assert.equal(declaration.type.getText(), `Promise<${name}Output>`);
    const text = declaration.getFullText();
    assert.ok(text.includes(`* @see ${AWS}${name}.html\n`), name);
    assert.match(text, new RegExp(`@example[^]*client[^]*${methodOf(name)}`));
  }
});

test('every operation with pages is declared for paginate, with its input, output and item', () => {
  const known = parts(declared('PaginatedOperation')).map(({ value }) => value);
  const listed = LISTINGS.map(([name]) => methodOf(name));
  assert.deepEqual(known.sort(), listed.sort());
  const [types] = file.statements.filter((it) => it.name?.text === 'PaginatedOperations');
  for (const [name, items] of LISTINGS) {
    const { output } = MODEL.operations[name];
    const { member } = shapeOf(shapeOf(output).members[items]);
    const { type } = types.members.find((it) => it.name.text === methodOf(name));
    const elements = type.elements.map((element) => element.getText());
    assert.deepEqual(elements, [`${name}Input`, `${name}Output`, member], name);
  }
});

test('a member has the declared type that has the name of its shape', () => {
  let named = 0;
  const shapes = Object.entries(MODEL.shapes).filter(([, { members }]) => members);
  for (const [shapeName, { members }] of shapes) {
    const ours = shapeName.replace(/Request$/, 'Input').replace(/Result$/, 'Output');
    if (!exported.has(ours)) continue;
    for (const [name, { shape }] of Object.entries(members)) {
      const { type, member } = shapeOf(shape);
      const expected = type === 'list' ? `${member}[]` : shape;
      if (!exported.has(expected.replace('[]', ''))) continue;
      const [{ type: node }] = declared(ours).getProperty(name).declarations;
      assert.equal(node.getText().replace(' | undefined', ''), expected, `${ours}.${name}`);
      named += 1;
    }
  }
  assert.ok(named > 50, `${named} of them`);
});
