/** The rows of a long answer of which only those in sight are asked for, page by page. */
import { batch, signal } from '@preact/signals';
import type { Rows } from 'patchlens/fleet';

/** Asks for a page of rows. */
export type AskRows<R, A extends Rows<R> = Rows<R>> = (page: RowsPage) => Promise<A>;

interface RowsPage {
  offset: number;
  limit: number;
}

export interface RowsInSight<R, A = Rows<R>> {
  /** What was asked for, as given to {@link WindowRows.ask}. */
  readonly subject: unknown;
  /** Of all rows, in sight or not. */
  readonly total: number;
  /** Rows that the filter may or may not mean. */
  readonly undecided: number;
  /** The answer to the first page that was asked for, with all that it says beside its rows. */
  readonly answer: A;
  /** `undefined` while it is asked for. */
  at(index: number): R | undefined;
}

/** More than a window shows, so that few scrolls have to ask. */
const PAGE = 100;
/** Pages that are kept; those out of sight are dropped beyond that. */
const KEPT = 8;

export class WindowRows<R, A extends Rows<R> = Rows<R>> {
  /** What is known of the answer; `undefined` before there is one. Stays until the next answer. */
  readonly rows = signal<RowsInSight<R, A> | undefined>(undefined);
  readonly error = signal<unknown>(undefined);
  private asker: AskRows<R, A> | undefined;
  private subject: unknown;
  private question = 0;
  /** The question whose answer {@link pages} has. */
  private answered = 0;
  private pages = new Map<number, readonly R[]>();
  /** Pages of the question that are answered or asked for. */
  private asked = new Set<number>();
  private inSight: readonly number[] = [0];

  /**
   * A new question, or the same again because its answer may have changed.
   *
   * @param subject tells questions apart
   */
  ask(asker: AskRows<R, A> | undefined, subject?: unknown): void {
    this.asker = asker;
    this.subject = subject;
    this.question += 1;
    this.asked.clear();
    if (asker) void this.read(this.inSight);
    else this.rows.value = undefined;
  }

  /** Asks the same question again after an error. */
  retry(): void {
    this.error.value = undefined;
    this.ask(this.asker, this.subject);
  }

  /** Says which rows are in sight, by their indexes. */
  show(indexes: readonly number[]): void {
    const pages = [...new Set(indexes.map((index) => Math.floor(index / PAGE)))];
    this.inSight = pages.length > 0 ? pages : [0];
    void this.read(this.inSight);
  }

  private async read(wanted: readonly number[]): Promise<void> {
    const { asker, question } = this;
    const missing = wanted.filter((page) => !this.asked.has(page));
    if (!asker || missing.length === 0) return;
    for (const page of missing) this.asked.add(page);
    try {
      const limit = PAGE;
      const answers = await Promise.all(
        missing.map((page) => asker({ offset: page * PAGE, limit })),
      );
      if (question === this.question) this.take(missing, answers);
    } catch (error) {
      if (question !== this.question) return;
      for (const page of missing) this.asked.delete(page);
      this.error.value = error;
    }
  }

  private take(numbers: readonly number[], answers: readonly A[]): void {
    const isFirst = this.answered !== this.question;
    this.answered = this.question;
    const pages = isFirst ? new Map<number, readonly R[]>() : this.pages;
    numbers.forEach((page, at) => pages.set(page, answers[at]!.rows));
    this.pages = pages;
    this.dropFarPages();
    const { subject } = this;
    const answer = answers[0]!;
    const { total, undecided } = answer;
    const at = (index: number) => pages.get(Math.floor(index / PAGE))?.[index % PAGE];
    batch(() => {
      this.rows.value = { subject, total, undecided, answer, at };
      this.error.value = undefined;
    });
  }

  private dropFarPages(): void {
    for (const page of this.pages.keys()) {
      if (this.pages.size <= KEPT) return;
      if (this.inSight.includes(page)) continue;
      this.pages.delete(page);
      this.asked.delete(page);
    }
  }
}
