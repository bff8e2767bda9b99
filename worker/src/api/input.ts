import { ApiRefused, invalid } from './api-refused.ts';

const MAX_BYTES = 1 << 20;

/**
 * The parameters of a URL, of which each may be there once and none is ignored.
 *
 * @param several names of those that may be there several times; they are not in what is returned
 */
export function paramsOf(
  request: Request,
  names: string[],
  several: string[] = [],
): Map<string, string> {
  const { searchParams } = new URL(request.url);
  const params = new Map<string, string>();
  const known = [...names, ...several];
  for (const [name, value] of searchParams) {
    if (!known.includes(name)) throw invalid(name, `one of the parameters ${known.join(', ')}`, value);
    if (several.includes(name)) continue;
    if (params.has(name)) throw invalid(name, 'one value', searchParams.getAll(name));
    params.set(name, value);
  }
  return params;
}

/** A whole number in a parameter. */
export function numberOf(
  params: Map<string, string>,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  const text = params.get(name);
  if (text === undefined) return otherwise;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw invalid(name, `a whole number from ${least} to ${most}`, text);
}

/** The JSON object in the body of a request, with members of these names. */
export async function bodyOf(request: Request, names: string[]): Promise<Record<string, unknown>> {
  const body: unknown = parsed(await textOf(request));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid('the body', 'a JSON object', body);
  }
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown === undefined) return body as Record<string, unknown>;
  throw invalid(unknown, `one of the members ${names.join(', ')}`, (body as never)[unknown]);
}

/** A text, checked for its length. */
export function textAt(name: string, value: unknown, most: number): string {
  if (typeof value === 'string' && value !== '' && value.length <= most) return value;
  throw invalid(name, `a text of 1 to ${most} characters`, value);
}

async function textOf(request: Request): Promise<string> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = (request.body ?? new Blob().stream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new ApiRefused('too-large', `The body has more than ${MAX_BYTES} bytes`);
    }
    chunks.push(read.value);
  }
  return decoded(await new Blob(chunks).arrayBuffer());
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiRefused('invalid-input', 'the body: expected UTF-8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiRefused('invalid-input', 'the body: expected JSON');
  }
}
