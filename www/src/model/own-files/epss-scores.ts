/** The scores of many CVEs, in ten bytes each. */

const ROOM = 1 << 16;

/** Pairs of a CVE id and its score from 0 to 1, in the order of the file. */
export class EpssScores implements Iterable<[cve: string, score: number]> {
  /** The version of the model. */
  model: string | undefined;
  /** The time of the scores. */
  date: string | undefined;
  size = 0;
  private years = new Uint16Array(ROOM);
  private numbers = new Uint32Array(ROOM);
  /** In units of 1e-9, which the store keeps, too. */
  private scores = new Uint32Array(ROOM);

  /** @param cve of `cveId` */
  add(cve: string, score: number): void {
    if (this.size === this.years.length) this.grow();
    this.years[this.size] = Number(cve.slice(4, 8));
    this.numbers[this.size] = Number(cve.slice(9));
    this.scores[this.size] = Math.round(score * 1e9);
    this.size += 1;
  }

  *[Symbol.iterator](): Generator<[cve: string, score: number]> {
    for (let at = 0; at < this.size; at += 1) {
      const number = String(this.numbers[at]).padStart(4, '0');
      yield [`CVE-${this.years[at]}-${number}`, this.scores[at]! / 1e9];
    }
  }

  private grow(): void {
    const room = this.years.length * 2;
    const [years, numbers, scores] = [new Uint16Array(room), new Uint32Array(room), new Uint32Array(room)];
    years.set(this.years);
    numbers.set(this.numbers);
    scores.set(this.scores);
    Object.assign(this, { years, numbers, scores });
  }
}
