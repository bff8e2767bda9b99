import { perform } from './call.js';
import { keyringOf } from './credentials.js';
import { partsOf } from './endpoint.js';
import { constructed, judged } from './error.js';
import { Limiter } from './limiter.js';
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
    const { fetch, attemptTimeoutMs, onAttempt, retryMode } = options;
    this.#caller = {
      core,
      keyring,
      fetch: fetch ?? undefined,
      attemptTimeoutMs: attemptTimeoutMs ?? 30_000,
      onAttempt,
      limiter: retryMode === 'adaptive' ? new Limiter(Date.now()) : undefined,
    };
  }

  describeInstancePatchStates(input, options) {
    return this.#call('DescribeInstancePatchStates', input, options);
  }

  describeInstancePatchStatesForPatchGroup(input, options) {
    return this.#call('DescribeInstancePatchStatesForPatchGroup', input, options);
  }

  describeInstancePatches(input, options) {
    return this.#call('DescribeInstancePatches', input, options);
  }

  describePatchGroups(input, options) {
    return this.#call('DescribePatchGroups', input, options);
  }

  describePatchGroupState(input, options) {
    return this.#call('DescribePatchGroupState', input, options);
  }

  describePatchBaselines(input, options) {
    return this.#call('DescribePatchBaselines', input, options);
  }

  getPatchBaseline(input, options) {
    return this.#call('GetPatchBaseline', input, options);
  }

  getDefaultPatchBaseline(input, options) {
    return this.#call('GetDefaultPatchBaseline', input, options);
  }

  getPatchBaselineForPatchGroup(input, options) {
    return this.#call('GetPatchBaselineForPatchGroup', input, options);
  }

  describeEffectivePatchesForPatchBaseline(input, options) {
    return this.#call('DescribeEffectivePatchesForPatchBaseline', input, options);
  }

  describeAvailablePatches(input, options) {
    return this.#call('DescribeAvailablePatches', input, options);
  }

  describePatchProperties(input, options) {
    return this.#call('DescribePatchProperties', input, options);
  }

  describeInstanceInformation(input, options) {
    return this.#call('DescribeInstanceInformation', input, options);
  }

  listComplianceItems(input, options) {
    return this.#call('ListComplianceItems', input, options);
  }

  listComplianceSummaries(input, options) {
    return this.#call('ListComplianceSummaries', input, options);
  }

  listResourceComplianceSummaries(input, options) {
    return this.#call('ListResourceComplianceSummaries', input, options);
  }

  getDeployablePatchSnapshotForInstance(input, options) {
    return this.#call('GetDeployablePatchSnapshotForInstance', input, options);
  }

  describeInstanceProperties(input, options) {
    return this.#call('DescribeInstanceProperties', input, options);
  }

  async send(operation, input, options) {
    return this.#call(String(operation), input, options, true);
  }

  paginate(operation, input, options) {
    const name = String(operation);
    const awsName = name.charAt(0).toUpperCase() + name.slice(1);
    return new Pages(this.#caller, awsName, input, options);
  }

  async #call(operation, input, options, isOpen = false) {
    const call = judged(() => this.#caller.core.call(operation, input, options, isOpen));
    return perform(this.#caller, call, options ?? {});
  }
}
