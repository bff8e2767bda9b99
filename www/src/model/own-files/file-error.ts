/** Why a file cannot be used: each problem with its place and the value that is there. */

export interface FileProblem {
  /** The line of the file, from 1. */
  line?: number;
  /** The place in a list of a JSON file, from 1. */
  item?: number;
  /** The column or member. */
  field?: string;
  /** What stands there. */
  value?: unknown;
  /** What is wrong, and what is expected. */
  problem: string;
}

export class FileError extends Error {
  readonly problems: readonly FileProblem[];

  constructor(...problems: FileProblem[]) {
    super(problems.map(problemWords).join('\n'));
    this.name = 'FileError';
    this.problems = problems;
  }
}

/** A value of a file may be long. */
const MOST_SHOWN = 80;

export function problemWords({ line, item, field, value, problem }: FileProblem): string {
  const place = [
    line !== undefined && `line ${line}`,
    item !== undefined && `item ${item}`,
    field !== undefined && `“${cut(field)}”`,
  ].filter(Boolean);
  const shown = value === undefined || value === '' ? '' : ` It is ${cut(JSON.stringify(value) ?? String(value))}.`;
  const where = place.length > 0 ? `${place.join(', ')}: ` : '';
  return capitalized(`${where}${problem}.${shown}`);
}

function cut(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
