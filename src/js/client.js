import { perform } from './call.js';
import { keyringOf } from './credentials.js';
import { partsOf } from './endpoint.js';
import { constructed, judged } from './error.js';
import { Pages } from './pages.js';
import { wasm } from './wasm.js';

export class PatchClient {
  /** @type {import('./call.js').Caller} */
  #caller;

  constructor(options) {
    const { Client } = wasm();
    const keyring = keyringOf(options?.credentials);
    const parts = partsOf(options?.endpoint);
    const core = constructed(
      () => new Client('ssm', options, keyring.core, parts, 'create a PatchClient'),
    );
    const { fetch, attemptTimeoutMs } = options;
    this.#caller = {
      core,
      keyring,
      fetch: fetch ?? undefined,
      attemptTimeoutMs: attemptTimeoutMs ?? 30_000,
    };
  }

  describeInstancePatchStates(input, options) {
    return this.#call('DescribeInstancePatchStates', input, options);
  }

  describeInstancePatches(input, options) {
    return this.#call('DescribeInstancePatches', input, options);
  }

  describeInstanceInformation(input, options) {
    return this.#call('DescribeInstanceInformation', input, options);
  }

  paginate(operation, input, options) {
    const name = String(operation);
    const awsName = name.charAt(0).toUpperCase() + name.slice(1);
    return new Pages(this.#caller, awsName, input, options ?? {});
  }

  async #call(operation, input, options) {
    const call = judged(() => this.#caller.core.call(operation, input, options, false));
    return perform(this.#caller, call, options ?? {});
  }
}
