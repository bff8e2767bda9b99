/** As many rows as a screen and what is kept around it have. */
const SEEN = 40;

/** The height that most of the rows have that were measured last, in pixels. */
export class UsualHeight {
  /** `undefined` before a row is measured. */
  px: number | undefined;
  #seen: number[] = [];

  note(px: number): void {
    this.#seen = [...this.#seen.slice(1 - SEEN), px];
    const isUsual = this.px !== undefined && this.#count(px) <= this.#count(this.px);
    if (!isUsual) this.px = px;
  }

  #count(px: number): number {
    return this.#seen.filter((it) => it === px).length;
  }
}
