import { CallWork, jsonOf, perform, readerOf } from './call.js';
import { PatchlensError, decided } from './error.js';
import { model } from './output.js';

/** Iterates over the pages or the items of an operation. */
export class Paginator {
  #core;
  #transport;
  #operation;
  #options;
  // The JSON text of the input at the time of `paginate`, or the problem with it.
  #input;
  #error;
  // The latest run, and how many items of its latest page were returned.
  #run;
  #consumed = 0;
  #resumeToken;

  constructor(core, transport, operation, input = {}, options = {}) {
    this.#core = core;
    this.#transport = transport;
    this.#operation = operation;
    this.#options = options;
    try {
      this.#input = jsonOf(input);
      this.#begin(input).free();
    } catch (error) {
      this.#error = error; // The first page rejects with it, like every error of a paginator.
    }
  }

  get resumeToken() {
    return this.#run ? this.#run.resumeToken(this.#consumed) : this.#resumeToken;
  }

  async *pages() {
    for await (const { page } of this.#pages()) yield page;
  }

  async *[Symbol.asyncIterator]() {
    for await (const { run, items } of this.#pages()) {
      for (let index = 0; index < items.length; index += 1) {
        const { signal } = this.#options;
        if (signal?.aborted) throw signal.reason;
        this.#note(run, index + 1);
        yield items[index];
      }
    }
  }

  async collect() {
    const pages = [];
    let resumeToken;
    for await (const { run, items } of this.#pages()) {
      pages.push(items);
      resumeToken = run.resumeToken(items.length); // Not this.resumeToken: a later run may own it.
    }
    const items = pages.flat();
    return resumeToken ? { items, resumeToken } : { items };
  }

  async *#pages() {
    const run = this.#start();
    const input = JSON.parse(this.#input);
    const { pageSize } = this.#options;
    if (pageSize != null) input.MaxResults = pageSize;
    try {
      for (let step; (step = this.#next(run)).step === 'page'; ) {
        const page = await this.#page({ ...input, NextToken: step.nextToken }, input);
        const items = this.#cut(run, page);
        this.#note(run, items.length);
        yield { run, page, items };
      }
    } finally {
      this.#end(run);
    }
  }

  #next(run) {
    const step = JSON.parse(run.next());
    if (step.step === 'failed') throw new PatchlensError(step.failure);
    return step;
  }

  /** Fetches a page. */
  async #page(input, nextInput) {
    const body = JSON.stringify(input);
    const call = decided(() => this.#core.call(this.#operation, input, body, undefined, false));
    const work = new CallWork(call, body, readerOf(this.#operation));
    const { signal, timeoutMs } = this.#options;
    const page = await perform(this.#transport, call, work, { signal, timeoutMs });
    // If the service rejected the page size, the next pages use the smaller one.
    if (work.maxResults !== undefined) nextInput.MaxResults = work.maxResults;
    return page;
  }

  /** Removes the items before a resume token and beyond `maxItems`. */
  #cut(run, page) {
    const name = model().operations[this.#operation].items;
    const items = page[name] ?? [];
    const { start, end } = JSON.parse(run.receive(items.length, page.NextToken));
    if (start === 0 && end === items.length) return items;
    page[name] = items.slice(start, end);
    return page[name];
  }

  #begin(input) {
    return decided(() => this.#core.paginator(this.#operation, input, this.#input, this.#options));
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

  // Keeps the resume token and frees the memory, unless a later run has started.
  #end(run) {
    if (run === this.#run) {
      this.#resumeToken = this.resumeToken;
      this.#run = undefined;
    }
    run.free();
  }
}
