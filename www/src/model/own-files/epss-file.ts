/** FIRST's file of EPSS scores: a comment line, a header, and a line for each of 300,000 CVEs. */
import Papa from 'papaparse';
import { columnsWords, separatorOf } from './csv-table';
import { cveId } from './cve-id';
import { EpssScores } from './epss-scores';
import { FileError } from './file-error';

/**
 * Reads the file in chunks, so that the page goes on answering and the text is never in memory as a
 * whole.
 *
 * @param chunks of the text
 * @throws {FileError}
 */
export async function readEpss(chunks: AsyncIterable<string>): Promise<EpssScores> {
  const reader = new EpssReader();
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + chunk;
    const end = text.lastIndexOf('\n') + 1;
    reader.take(text.slice(0, end));
    rest = text.slice(end);
  }
  reader.take(rest);
  return reader.done();
}

class EpssReader {
  private readonly scores = new EpssScores();
  private line = 0;
  private separator: string | undefined;
  private places: { cve: number; epss: number } | undefined;

  /** @param text whole lines */
  take(text: string): void {
    if (text === '') return;
    // The header decides; the line before it is a comment.
    this.separator ??= separatorOf(text.replace(/^(#.*\r?\n)+/, ''));
    const lines = text.replace(/\r?\n$/, '');
    const { data } = Papa.parse<string[]>(lines, { delimiter: this.separator });
    for (const cells of data) this.takeRow(cells);
  }

  done(): EpssScores {
    if (this.line === 0) throw new FileError({ problem: 'the file is empty' });
    if (this.scores.size === 0) throw new FileError({ problem: 'the file has no scores' });
    return this.scores;
  }

  private takeRow(cells: readonly string[]): void {
    this.line += 1;
    if (cells.every((cell) => cell.trim() === '')) return;
    if (cells[0]!.startsWith('#')) return this.takeComment(cells.join(','));
    if (!this.places) return this.takeHeader(cells);
    const { cve: atCve, epss: atEpss } = this.places;
    const given = cells[atCve] ?? '';
    const id = cveId(given);
    if (id === undefined) {
      throw this.wrong('cve', given, 'a CVE id such as CVE-2024-12345 is expected');
    }
    const text = cells[atEpss]?.trim() ?? '';
    const score = text === '' ? NaN : Number(text);
    if (!(score >= 0 && score <= 1)) throw this.wrong('epss', text, 'a number from 0 to 1 is expected');
    this.scores.add(id, score);
  }

  /** `#model_version:v2025.03.14,score_date:2026-01-31T00:00:00+0000` */
  private takeComment(text: string): void {
    this.scores.model ??= /model_version:([^,]+)/.exec(text)?.[1];
    this.scores.date ??= /score_date:([^,]+)/.exec(text)?.[1];
  }

  private takeHeader(cells: readonly string[]): void {
    const names = cells.map((cell) => cell.trim().toLowerCase());
    const places = { cve: names.indexOf('cve'), epss: names.indexOf('epss') };
    if (places.cve < 0 || places.epss < 0) {
      const problem = `columns named “cve” and “epss” are expected. ${columnsWords(cells)}`;
      throw new FileError({ line: this.line, problem });
    }
    this.places = places;
  }

  private wrong(field: string, value: string, problem: string): FileError {
    return new FileError({ line: this.line, field, value, problem });
  }
}
