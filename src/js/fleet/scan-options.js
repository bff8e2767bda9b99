import { Fleet } from './fleet.js';
import { bytesOf, countOf, invalid, jsonOfOption, millisOf } from './options.js';

const ACTION = 'scan the fleet';

/**
 * The options of a scan, checked, as plain data but for the clients.
 *
 * @param {unknown} scopes
 * @param {import('./index.js').ScanOptions} options
 * @returns {{ scopes: { id: string, client: object }[], [option: string]: unknown }}
 * @throws {import('../error.js').PatchlensError} of code `invalid-input`
 */
export function scanOptions(scopes, options) {
  if (Object(options) !== options) throw wrong('options', 'an object', options);
  const { previous, resume, patches, explain, signal, keepOnAbort, onProgress } = options;
  if (previous !== undefined && resume !== undefined) {
    throw invalid(ACTION, 'resume: a checkpoint has its earlier fleet; leave out previous');
  }
  if (previous !== undefined && !(previous instanceof Fleet)) bytesOf(ACTION, 'previous', previous);
  if (resume !== undefined) bytesOf(ACTION, 'resume', resume);
  if (patches !== undefined && patches !== 'none' && patches !== 'open') {
    throw wrong('patches', '"open" or "none"', patches);
  }
  typed('explain', 'boolean', explain);
  typed('keepOnAbort', 'boolean', keepOnAbort);
  typed('onProgress', 'function', onProgress);
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw wrong('signal', 'an AbortSignal', signal);
  }
  return {
    scopes: scopesOf(scopes),
    nodes: nodesOf(options.nodes),
    patches,
    explain,
    concurrency: fromOne('concurrency', options.concurrency),
    maxRequests: fromOne('maxRequests', options.maxRequests),
    deadline: timeOf(options.deadline),
    previous: previous !== undefined,
  };
}

/** The options of a slice, which has one scope and a limit. */
export function sliceOptions(scope, options) {
  if (Array.isArray(scope)) throw wrong('scope', 'one scope', scope);
  if (options?.resume !== undefined) throw invalid(ACTION, 'resume: a slice goes on from its cursor');
  if (options?.maxRequests === undefined) throw wrong('maxRequests', 'a whole number from 1', undefined);
  return scanOptions(scope, options);
}

/** The JSON text of a cursor. */
export function cursorText(cursor) {
  if (cursor === undefined) return undefined;
  if (Object(cursor) !== cursor) throw wrong('cursor', 'the cursor of the slice before', cursor);
  return jsonOfOption(ACTION, 'cursor', cursor);
}

function scopesOf(scopes) {
  const list = Array.isArray(scopes) ? scopes : [scopes];
  if (list.length === 0) throw invalid(ACTION, 'scopes: expected at least one');
  const named = list.map((scope, at) => scopeOf(scope, Array.isArray(scopes) ? `scopes[${at}]` : 'scope'));
  const ids = new Set();
  for (const { id } of named) {
    if (ids.has(id)) throw invalid(ACTION, `scopes: two have the id ${quoted(id)}`);
    ids.add(id);
  }
  return named;
}

function scopeOf(scope, name) {
  if (Object(scope) !== scope) throw wrong(name, 'an object', scope);
  const { id, client, account, label } = scope;
  if (typeof id !== 'string' || id === '') throw wrong(`${name}.id`, 'a text', id);
  if (typeof client?.send !== 'function') throw wrong(`${name}.client`, 'a PatchClient', client);
  typed(`${name}.account`, 'string', account);
  typed(`${name}.label`, 'string', label);
  return { id, client, region: client.region, account, label };
}

function nodesOf(nodes) {
  if (nodes === undefined) return undefined;
  if (Object(nodes) !== nodes) throw wrong('nodes', 'an object', nodes);
  const { instanceIds, patchGroups, tags } = nodes;
  if ([instanceIds, patchGroups, tags].filter((it) => it !== undefined).length !== 1) {
    throw invalid(ACTION, 'nodes: expected one of instanceIds, patchGroups and tags');
  }
  if (instanceIds !== undefined) return { instanceIds: textsOf('nodes.instanceIds', instanceIds) };
  if (patchGroups !== undefined) {
    return { patchGroups: [...new Set(someTexts('nodes.patchGroups', patchGroups))] };
  }
  if (Object(tags) !== tags || Object.keys(tags).length === 0) {
    throw wrong('nodes.tags', 'values by tag', tags);
  }
  const checked = ([tag, values]) => [tag, someTexts(`nodes.tags[${quoted(tag)}]`, values)];
  return { tags: Object.fromEntries(Object.entries(tags).map(checked)) };
}

function someTexts(name, values) {
  const texts = textsOf(name, values);
  if (texts.length === 0) throw invalid(ACTION, `${name}: expected at least one text`);
  return texts;
}

function textsOf(name, values) {
  const isList = Object(values) === values && typeof values[Symbol.iterator] === 'function';
  if (!isList) throw wrong(name, 'a list of texts', values);
  const texts = [...values];
  const at = texts.findIndex((text) => typeof text !== 'string' || text === '');
  if (at >= 0) throw wrong(`${name}[${at}]`, 'a text', texts[at]);
  return texts;
}

function fromOne(name, value) {
  if (value === undefined) return undefined;
  if (value === 0) throw wrong(name, 'a whole number from 1', value);
  return countOf(ACTION, name, value);
}

function timeOf(deadline) {
  return deadline === undefined ? undefined : millisOf(ACTION, 'deadline', deadline);
}

function typed(name, type, value) {
  if (value === undefined || typeof value === type) return;
  throw wrong(name, type === 'string' ? 'a text' : `a ${type}`, value);
}

function wrong(name, expected, value) {
  return invalid(ACTION, `${name}: expected ${expected}, but is ${quoted(value)}`);
}

function quoted(value) {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
