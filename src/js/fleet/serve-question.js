import { Refusal } from './serve-refusal.js';

export const DESCRIBE = 'describe';

/** Ask a source, by the name of the question. */
export const QUESTIONS = {
  summary: (source, query) => source.summary(query),
  nodes: (source, query) => source.nodes(query),
  findings: (source, query) => source.findings(query),
  patches: (source, query) => source.patches(query),
  cves: (source, query) => source.cves(query),
  node: (source, { scopeId, instanceId }) => source.node(scopeId, instanceId),
  groups: (source, { table, by, query }) => source.groups(table, by, query),
  values: (source, { table, property, prefix, limit }) =>
    source.values(table, property, prefix, limit),
};

/** The members of inputs that are not a query, and those that must be a text. */
const MEMBERS = {
  node: ['scopeId', 'instanceId'],
  groups: ['table', 'by', 'query'],
  values: ['table', 'property', 'prefix', 'limit'],
};
const TEXTS = {
  node: ['scopeId', 'instanceId'],
  groups: ['table', 'by'],
  values: ['table', 'property'],
};
const QUERY = ['filter', 'sort', 'offset', 'limit'];
const FILTER = ['operation', 'tokens', 'text'];
const TOKEN = ['property', 'operator', 'value'];
const SORT = ['property', 'descending'];
const MAX_BYTES = 1 << 20;

/**
 * The input in the body of a request.
 *
 * @param {string} name of the question
 * @param {Request} request
 * @param {number} maxLimit
 * @throws {Refusal}
 */
export async function inputOf(name, request, maxLimit) {
  const input = parsed(await bytesOf(request));
  if (MEMBERS[name]) checkNamed(name, input);
  const query = name === 'groups' ? input.query : input;
  if (!MEMBERS[name] || name === 'groups') checkQuery(query);
  if (query?.limit > maxLimit) throw wrong(`limit: at most ${maxLimit}, but is ${query.limit}`);
  return input;
}

async function bytesOf(request) {
  const [type] = (request.headers.get('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refusal('unsupported-media-type', 'The body must be application/json');
  }
  const chunks = [];
  let size = 0;
  const reader = (request.body ?? new Blob().stream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new Refusal('too-large', `The body has more than ${MAX_BYTES} bytes`);
    }
    chunks.push(read.value);
  }
  return new Blob(chunks).arrayBuffer();
}

function parsed(bytes) {
  try {
    // Damaged UTF-8 would be another question.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw wrong('the body is no JSON in UTF-8');
  }
}

function checkNamed(name, input) {
  if (Object(input) !== input || Array.isArray(input)) throw wrong('the body: expected an object');
  checkMembers('', input, MEMBERS[name]);
  for (const text of TEXTS[name]) {
    if (typeof input[text] !== 'string') throw wrong(`${text}: expected a text`);
  }
  const { prefix = '' } = input;
  if (typeof prefix !== 'string') throw wrong('prefix: expected a text');
}

/** A member that is not understood must not be ignored: the answer would be to another question. */
function checkQuery(query) {
  checkMembers('', query, QUERY);
  checkMembers('filter.', query?.filter, FILTER);
  for (const token of listOf(query?.filter?.tokens)) checkMembers('filter.tokens.', token, TOKEN);
  for (const key of listOf(query?.sort)) checkMembers('sort.', key, SORT);
}

/** The source itself says what is wrong with values of another type. */
function checkMembers(place, value, names) {
  if (Object(value) !== value || Array.isArray(value)) return;
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) throw wrong(`${place}${unknown} is not known`);
}

const listOf = (value) => (Array.isArray(value) ? value : []);

function wrong(problem) {
  return new Refusal('invalid-input', `Cannot query the fleet: ${problem}`);
}
