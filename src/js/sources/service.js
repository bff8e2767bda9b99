import { perform } from '../call.js';
import { keyringOf } from '../credentials.js';
import { partsOf } from '../endpoint.js';
import { constructed } from '../error.js';
import { wasm } from '../wasm.js';
import { problemsOf } from './options.js';

/** A service that gives credentials, called as the client calls SSM. */
export class Service {
  #caller;

  /**
   * @param {'sts' | 'cognito-identity'} name
   * @param {string} source the function that the options were given to
   * @param {object} options
   * @param {Record<string, import('./options.js').Rule>} rules of this source's own options
   * @throws {TypeError} naming every option that is wrong
   */
  constructor(name, source, options, rules) {
    const keyring = options?.source == null ? unsigned() : keyringOf(options.source);
    const core = constructed(() => client(name, `use ${source}`, options, keyring, rules));
    const { fetch, attemptTimeoutMs } = options;
    this.#caller = {
      core,
      keyring,
      fetch: accepting(fetch),
      attemptTimeoutMs: attemptTimeoutMs ?? 30_000,
    };
  }

  /**
   * @param {string} action
   * @param {string} body
   * @param {string} doing what this does, after "Cannot"
   * @param {{ isSigned: boolean }} how
   * @returns {Promise<object | string>} the answer, or the text of what is no JSON
   */
  call(action, body, doing, { isSigned }) {
    const call = this.#caller.core.request(action, body, doing, isSigned);
    return perform(this.#caller, call, {});
  }
}

/** The core's client; throws a record of all that is wrong with the options. */
function client(name, doing, options, keyring, rules) {
  const problems = problemsOf(options, rules);
  const cannot = `Cannot ${doing}: `;
  try {
    const core = new (wasm().Client)(
      name,
      options,
      keyring.core,
      partsOf(options?.endpoint),
      doing,
    );
    if (problems.length === 0) return core;
    core.free();
  } catch (record) {
    if (record instanceof Error) throw record;
    // The core knows the keys of a source as those of a client.
    const found = record.message.slice(cannot.length).replace(/(^|; )credentials\b/g, '$1source');
    problems.unshift(found);
  }
  throw { code: 'invalid-input', message: `${cannot}${problems.join('; ')}`, retryable: false };
}

/** In place of a keyring, for those who have no keys yet. */
function unsigned() {
  return { core: new (wasm().Keyring)(undefined), refresh() {} };
}

/** STS answers in XML unless asked for JSON; browsers let this header pass without a preflight. */
function accepting(fetch) {
  return (request) => {
    request.headers.set('accept', 'application/json');
    const send = fetch ?? globalThis.fetch;
    return send(request);
  };
}
