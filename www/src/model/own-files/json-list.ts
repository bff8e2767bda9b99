/** JSON files. */
import { FileError } from './file-error';

/** @throws {FileError} for a text that is no JSON, or another value than a list */
export function parseJson(text: string): unknown[] {
  const value = parseJsonValue(text);
  if (!Array.isArray(value)) {
    throw new FileError({ value, problem: 'the file must hold a list, in square brackets' });
  }
  return value;
}

/** @throws {FileError} with the line, where the browser says it */
export function parseJsonValue(text: string): unknown {
  if (text.trim() === '') throw new FileError({ problem: 'the file is empty' });
  try {
    return JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const line = lineOf(text, said);
    throw new FileError({
      ...(line !== undefined && { line }),
      problem: `the file is no JSON: ${said}`,
    });
  }
}

/** Browsers name the line, or the position, or neither. */
function lineOf(text: string, said: string): number | undefined {
  const line = /line (\d+)/.exec(said)?.[1];
  if (line) return Number(line);
  const position = /position (\d+)/.exec(said)?.[1];
  return position ? text.slice(0, Number(position)).split('\n').length : undefined;
}
