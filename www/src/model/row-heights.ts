/** So many rows say how high the others may be expected to be. */
const ENOUGH = 8;

/** How high rows usually are, by the first ones that were measured. */
export class RowHeights {
  /** In pixels; `undefined` before enough rows were measured, and from then on the same. */
  usual: number | undefined;
  #first = new Map<number, number>();

  /** Notes the height of the row at an index. */
  note(index: number, px: number): void {
    if (this.usual !== undefined) return;
    this.#first.set(index, px);
    if (this.#first.size >= ENOUGH) this.usual = mostFrequent([...this.#first.values()]);
  }
}

/** The number that comes most often; of several, the one that comes first. */
function mostFrequent(numbers: number[]): number | undefined {
  const counts = new Map<number, number>();
  numbers.forEach((it) => counts.set(it, (counts.get(it) ?? 0) + 1));
  const most = Math.max(...counts.values());
  return numbers.find((it) => counts.get(it) === most);
}
