/** Credentials as statements: of shells, profiles, properties, YAML and programs. */
import { FAMILIES } from './families';
import { isKnown, keyMember } from './names';
import type { Pair, Parsed } from './pair';
import { DATA, readWord } from './word';

const SECTION = /^\s*\[([^\]]*)\]\s*(?:[#;].*)?$/;
const SEPARATORS = /[\s;,&|(){}@]+/y;
const COMMENT = /#|::|REM\b|```/iy;
const LINE_COMMENT = /^\s*;/;
/** In profiles only: in a shell a semicolon separates statements. */
const PROFILE_COMMENT = /\s;.*$/;
/** The lines of a drawn table or of YAML. */
const BORDER = /^[\s+|=-]*$/;
/** `$`, `>`, `%`, `PS C:\>` before what was typed. */
const PROMPT = /^\s*(?:\$|>|%|(?:PS )?[A-Z]:\\[^>]*>)\s+/;
const CONTINUED = /^(.*\s)[\\`^]$/;
const REST = /[^,;|{}[\]]*/y;
const STRAY_WORD = /[^\s;,&|(){}@]+/y;

interface Line {
  text: string;
  number: number;
}

interface Statement {
  name: string;
  value: string;
  end: number;
}

export function parseStatements(text: string): Parsed {
  const parsed: Parsed = { pairs: [], strays: [] };
  const lines = linesOf(text);
  let set = '';
  for (let line = lines.shift(); line; line = lines.shift()) {
    const section = SECTION.exec(line.text);
    const pair = pairOverTwoLines(line, lines[0], set);
    if (section) {
      set = `[${section[1]}]`;
    } else if (pair) {
      parsed.pairs.push(pair);
      lines.shift();
    } else {
      const said = set ? line.text.replace(PROFILE_COMMENT, '') : line.text;
      const { statements, isWhole } = statementsOf(said);
      parsed.pairs.push(...statements.map(({ name, value }) => ({ name, value, set })));
      if (!isWhole) parsed.strays.push(`line ${line.number}`);
    }
  }
  return parsed;
}

/** The lines that say something. A line that is continued is one with the next. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let open: Line | undefined;
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const line: Line = { text: (open?.text ?? '') + raw, number: open?.number ?? index + 1 };
    const [, before] = CONTINUED.exec(line.text) ?? [];
    open = before === undefined ? undefined : { ...line, text: before };
    if (!open && !BORDER.test(line.text) && !LINE_COMMENT.test(line.text)) lines.push(line);
  }
  return open ? [...lines, open] : lines;
}

/** A name on a line of its own, and its value on the next. */
function pairOverTwoLines(line: Line, next: Line | undefined, set: string): Pair | undefined {
  const name = line.text.trim().replace(/:$/, '');
  const value = next?.text.trim() ?? '';
  const isPair = keyMember(name) && value && !/\s/.test(value) && !keyMember(value);
  return isPair ? { name, value, set } : undefined;
}

function statementsOf(line: string): { statements: Statement[]; isWhole: boolean } {
  const statements: Statement[] = [];
  let isWhole = true;
  let at = lengthAt(PROMPT, line, 0);
  for (;;) {
    at += lengthAt(SEPARATORS, line, at);
    if (at >= line.length || lengthAt(COMMENT, line, at) > 0) return { statements, isWhole };
    const statement = readStatement(line, at);
    if (statement) statements.push(statement);
    if (!statement || !isUnderstood(statement, line)) isWhole = false;
    at = statement?.end ?? at + lengthAt(STRAY_WORD, line, at);
  }
}

/** Names that are known, and those of blocks: `credentials:` has its members on the next lines. */
function isUnderstood({ name, value, end }: Statement, line: string): boolean {
  const opensBlock = /:\s*$/.test(line.slice(0, end)) && /^\s*(?:[{[]|$)/.test(line.slice(end));
  return isKnown(name) || (value === '' && opensBlock);
}

function readStatement(line: string, at: number): Statement | undefined {
  for (const { head, quoting, tail, isStrict } of FAMILIES) {
    const [all, name = '', given] = matchAt(head, line, at) ?? [];
    if (all === undefined || (isStrict && !isKnown(name))) continue;
    const start = at + all.length;
    const { text, end } =
      given === undefined ? readWord(line, start, quoting) : { text: given, end: start };
    // A value that is not used, such as a date, may have blanks in it.
    const rest = quoting === DATA && !keyMember(name) ? REST : tail;
    return { name, value: text, end: end + (rest ? lengthAt(rest, line, end) : 0) };
  }
  return undefined;
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  return matchAt(pattern, text, at)?.[0].length ?? 0;
}

/** The match of a sticky pattern at a place. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
