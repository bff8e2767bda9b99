import { settled } from './error.js';

export class Pages {
  #listing;
  // The latest run, and how many items of its latest page were handed out.
  #run;
  #consumed = 0;
  #resumeToken;

  constructor(listing) {
    this.#listing = listing;
  }

  get resumeToken() {
    return this.#run ? this.#run.resumeToken(this.#consumed) : this.#resumeToken;
  }

  async *pages() {
    const run = this.#start();
    try {
      for (let page; (page = await settled(run.next())); ) {
        // A page that was handed out counts as used, all of it.
        this.#note(run, Infinity);
        yield page;
      }
    } finally {
      this.#end(run);
    }
  }

  async *[Symbol.asyncIterator]() {
    const run = this.#start();
    try {
      for (let page; (page = await settled(run.next())); ) {
        const items = page[this.#listing.items] ?? [];
        for (let index = 0; index < items.length; index += 1) {
          this.#note(run, index + 1);
          yield items[index];
        }
        this.#note(run, items.length);
      }
    } finally {
      this.#end(run);
    }
  }

  async collect() {
    const items = [];
    for await (const page of this.pages()) {
      items.push(...(page[this.#listing.items] ?? []));
    }
    const resumeToken = this.resumeToken;
    return resumeToken === undefined ? { items } : { items, resumeToken };
  }

  #start() {
    this.#consumed = 0;
    this.#run = this.#listing.start();
    return this.#run;
  }

  #note(run, consumed) {
    if (run === this.#run) this.#consumed = Math.min(consumed, 0xffff_ffff);
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
