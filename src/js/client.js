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
  #region;

  constructor(options) {
    const credentials = cacheOf(options?.credentials);
    const core = constructed(() => new (wasm().Client)(options, credentials.core));
    const { fetch, onAttempt, region } = options;
    this.#core = core;
    this.#region = region;
    this.#transport = { credentials, fetch: fetch ?? undefined, onAttempt };
  }

  get region() {
    return this.#region;
  }

  describeInstancePatchStates(input, options) {
    return this.#call('describeInstancePatchStates', input, options);
  }

  describeInstancePatchStatesForPatchGroup(input, options) {
    return this.#call('describeInstancePatchStatesForPatchGroup', input, options);
  }

  describeInstancePatches(input, options) {
    return this.#call('describeInstancePatches', input, options);
  }

  describePatchGroups(input, options) {
    return this.#call('describePatchGroups', input, options);
  }

  describePatchGroupState(input, options) {
    return this.#call('describePatchGroupState', input, options);
  }

  describePatchBaselines(input, options) {
    return this.#call('describePatchBaselines', input, options);
  }

  getPatchBaseline(input, options) {
    return this.#call('getPatchBaseline', input, options);
  }

  getDefaultPatchBaseline(input, options) {
    return this.#call('getDefaultPatchBaseline', input, options);
  }

  getPatchBaselineForPatchGroup(input, options) {
    return this.#call('getPatchBaselineForPatchGroup', input, options);
  }

  describeEffectivePatchesForPatchBaseline(input, options) {
    return this.#call('describeEffectivePatchesForPatchBaseline', input, options);
  }

  describeAvailablePatches(input, options) {
    return this.#call('describeAvailablePatches', input, options);
  }

  describePatchProperties(input, options) {
    return this.#call('describePatchProperties', input, options);
  }

  describeInstanceInformation(input, options) {
    return this.#call('describeInstanceInformation', input, options);
  }

  listComplianceItems(input, options) {
    return this.#call('listComplianceItems', input, options);
  }

  listComplianceSummaries(input, options) {
    return this.#call('listComplianceSummaries', input, options);
  }

  listResourceComplianceSummaries(input, options) {
    return this.#call('listResourceComplianceSummaries', input, options);
  }

  getDeployablePatchSnapshotForInstance(input, options) {
    return this.#call('getDeployablePatchSnapshotForInstance', input, options);
  }

  describeInstanceProperties(input, options) {
    return this.#call('describeInstanceProperties', input, options);
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
    return new Paginator(this.#core, this.#transport, awsName(String(operation)), input, options);
  }

  async #call(method, input = {}, options) {
    const operation = awsName(method);
    const body = jsonOf(input);
    const call = decided(() => this.#core.call(operation, input, body, options, false));
    const work = new CallWork(call, body, readerOf(operation));
    return perform(this.#transport, call, work, options ?? {});
  }
}

/** The operation that a method calls, as AWS spells it. */
function awsName(method) {
  return method.charAt(0).toUpperCase() + method.slice(1);
}
