import { CallWork, jsonOf, perform, readerOf } from './call.js';
import { cacheOf } from './credentials.js';
import { constructed, decided } from './error.js';
import { bytesOf, objectOf } from './output.js';
import { Paginator } from './paginator.js';
import { wasm } from './wasm.js';

export class PatchClient {
  #core;
  /** @type {import('./drive.js').Transport} */
  #transport;

  constructor(options) {
    const credentials = cacheOf(options?.credentials);
    const core = constructed(() => new (wasm().Client)(options, credentials.core));
    const { fetch, onAttempt } = options;
    this.#core = core;
    this.#transport = { credentials, fetch: fetch ?? undefined, onAttempt };
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

  async send(operation, input = {}, options) {
    const name = String(operation);
    const body = jsonOf(input);
    const call = decided(() => this.#core.call(name, input, body, options, true));
    const work =
      options?.output === 'bytes'
        ? new CallWork(call, body, bytesOf, 'bytes')
        : new CallWork(call, body, objectOf);
    return perform(this.#transport, call, work, options ?? {});
  }

  paginate(operation, input, options) {
    const name = String(operation);
    const awsName = name.charAt(0).toUpperCase() + name.slice(1);
    return new Paginator(this.#core, this.#transport, awsName, input, options);
  }

  async #call(operation, input = {}, options) {
    const body = jsonOf(input);
    const call = decided(() => this.#core.call(operation, input, body, options, false));
    const work = new CallWork(call, body, readerOf(operation));
    return perform(this.#transport, call, work, options ?? {});
  }
}
