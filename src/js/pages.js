import { perform } from './call.js';
import { judged } from './error.js';

export class Pages {
  #caller;
  #limits;
  #begin;
  // The input as it was when the listing was asked for, or what is wrong with it.
  #input;
  #error;
  // The latest run, and how many items of its latest page were handed out.
  #run;
  #consumed = 0;
  #resumeToken;

  // To read members of undefined throws in the core, where every exception that is caught takes up
  // a place in wasm-bindgen's table for good.
  constructor(caller, operation, input = {}, options = {}) {
    this.#caller = caller;
    this.#limits = { signal: options?.signal, timeoutMs: options?.timeoutMs };
    this.#begin = (from) => judged(() => caller.core.pages(operation, from, options));
    try {
      this.#begin(input).free();
      this.#input = JSON.stringify(input);
    } catch (error) {
      this.#error = error; // For whoever asks for the first page, as any error of a listing is.
    }
  }

  get resumeToken() {
    return this.#run ? this.#run.resumeToken(this.#consumed) || undefined : this.#resumeToken;
  }

  async *pages() {
    for await (const [, page] of this.#pages()) yield page;
  }

  async *[Symbol.asyncIterator]() {
    for await (const [run, , items] of this.#pages()) {
      for (let index = 0; index < items.length; index += 1) {
        this.#note(run, index + 1);
        yield items[index];
      }
    }
  }

  async collect() {
    const items = [];
    let resumeToken;
    for await (const [run, , page] of this.#pages()) {
      items.push(...page);
      resumeToken = run.resumeToken(page.length); // Not this.resumeToken: a later run may be on.
    }
    return resumeToken ? { items, resumeToken } : { items };
  }

  async *#pages() {
    const run = this.#start();
    try {
      for (let call; (call = judged(() => run.next())); ) {
        const page = await perform(this.#caller, call, this.#limits);
        const items = run.receive(page);
        this.#note(run, items.length);
        yield [run, page, items];
      }
    } finally {
      this.#end(run);
    }
  }

  #start() {
    if (this.#error) throw this.#error;
    this.#consumed = 0;
    this.#run = this.#begin(JSON.parse(this.#input));
    return this.#run;
  }

  #note(run, consumed) {
    if (run === this.#run) this.#consumed = consumed;
  }

  // Keeps the place and lets go of the memory, unless a later run has begun.
  #end(run) {
    if (run === this.#run) {
      this.#resumeToken = this.resumeToken;
      this.#run = undefined;
    }
    run.free();
  }
}
