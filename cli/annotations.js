/** The user's own files about a fleet: exceptions, and columns of the nodes. */
import { Fleet, parseFilter } from 'patchlens/fleet';
import { attributesIn } from './attributes.js';
import { CommandError } from './command-error.js';
import { packedTextOf, textOf } from './files.js';
import { absentColumn } from './query.js';

export const ANNOTATION_OPTIONS = {
  exceptions: { type: 'string' },
  attributes: { type: 'string' },
};

const TEXTS = ['id', 'reason', 'by', 'at', 'until'];
const MATCHES = ['cve', 'kb', 'title'];

/**
 * Reads the files before a scan begins, so that a mistake in them costs no time.
 *
 * @returns {Promise<{ exceptions?: import('patchlens/fleet').Exception[],
 *   attributes?: { instanceId: string, [column: string]: string }[] }>}
 * @throws {CommandError}
 */
export async function annotationsOf({ exceptions, attributes }) {
  return {
    exceptions: exceptions && checked(exceptions, exceptionsIn(exceptions, await listIn(exceptions))),
    attributes: attributes && (await attributeRows(attributes)),
  };
}

/** An empty fleet refuses what any fleet does, such as an invalid date. */
function checked(file, exceptions) {
  const fleet = new Fleet();
  try {
    naming(file, () => fleet.setExceptions(exceptions));
    return exceptions;
  } finally {
    fleet.free();
  }
}

/** Joins what the files say. @throws {CommandError} */
export async function annotate(fleet, { exceptions, attributes }, files, console) {
  if (attributes) {
    const { joined, unknown } = naming(files.attributes, () => fleet.setAttributes(attributes));
    await console.error(`${files.attributes}: ${joined} nodes joined, ${unknown} ids are not in the fleet`);
  }
  if (!exceptions) return;
  assertColumns(fleet, exceptions, files.exceptions);
  naming(files.exceptions, () => fleet.setExceptions(exceptions));
}

/** Without this, `tag.Owner!=prod` covers every node where the attributes were forgotten. */
function assertColumns(fleet, exceptions, file) {
  for (const [at, { where }] of exceptions.entries()) {
    const absent = absentColumn(fleet, where);
    if (absent) throw new CommandError(`${file}: exception ${at + 1}: where: no node has the column ${absent}`);
  }
}

function naming(file, act) {
  try {
    return act();
  } catch (error) {
    throw new CommandError(`${file}: ${error.message}`, { cause: error });
  }
}

async function attributeRows(file) {
  const text = await packedTextOf(file);
  return naming(file, () => attributesIn(text));
}

async function listIn(file) {
  const text = await textOf(file);
  const value = naming(file, () => JSON.parse(text.replace(/^\ufeff/, '')));
  if (!Array.isArray(value)) throw new CommandError(`${file}: the file must hold a JSON list`);
  return value;
}

function exceptionsIn(file, list) {
  const seen = new Set();
  return list.map((item, at) => {
    const exception = exceptionIn(file, item, at);
    if (!seen.has(exception.id)) seen.add(exception.id);
    else throw new CommandError(`${file}: exception ${at + 1}: another one has the id "${exception.id}"`);
    return exception;
  });
}

/** With `where` as a text or as a filter: docs/exceptions.md. */
function exceptionIn(file, item, at) {
  const wrong = (problem) => new CommandError(`${file}: exception ${at + 1}: ${problem}`);
  if (!isObject(item)) throw wrong('an object is expected');
  const { match, where, ...texts } = item;
  if (!isObject(match)) throw wrong('match: an object with cve, kb or title is expected');
  for (const [members, known] of [[texts, TEXTS], [match, MATCHES]]) {
    const other = Object.keys(members).find((name) => !known.includes(name));
    if (other !== undefined) throw wrong(`${other}: the members are ${known.join(', ')}, match, where`);
    const noText = Object.keys(members).find((name) => typeof members[name] !== 'string');
    if (noText !== undefined) throw wrong(`${noText}: a text is expected`);
  }
  const missing = ['id', 'reason'].find((name) => !texts[name]?.trim());
  if (missing !== undefined) throw wrong(`${missing}: a text is expected`);
  if (where === undefined || where === null) return { ...texts, match };
  const filter = typeof where === 'string' ? filterIn(where, wrong) : where;
  if (isEmpty(filter)) throw wrong('where: the filter is empty; leave it out for every node');
  return { ...texts, match, where: filter };
}

function isEmpty({ tokens, text }) {
  return (tokens === undefined || tokens.length === 0) && !String(text ?? '').trim();
}

function filterIn(text, wrong) {
  try {
    return parseFilter(text, 'nodes');
  } catch (error) {
    throw wrong(`where: ${error.message}`);
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
