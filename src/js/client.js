import { constructed, settled } from './error.js';
import { Pages } from './pages.js';
import { wasm } from './wasm-inline.js';

export class PatchClient {
  #core;

  constructor(options) {
    const { Client } = wasm();
    this.#core = constructed(() => new Client(options));
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
    return new Pages(this.#core.listing(awsName, input, options));
  }

  #call(operation, input, options) {
    return settled(this.#core.call(operation, input, options));
  }
}
