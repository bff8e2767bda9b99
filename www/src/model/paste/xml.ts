/** Credentials as XML, as STS and IAM answer in the query protocol. */
import { structure, type Parsed } from './pair';

const ELEMENT = /<([\w.-]+)>\s*([^<>]*?)\s*<\/\1>/g;

/** `undefined` for text that is not XML. */
export function parseXml(text: string): Parsed | undefined {
  if (!text.startsWith('<')) return undefined;
  const elements = [...text.matchAll(ELEMENT)];
  return structure(elements.map(([, name = '', value = '']) => ({ name, value, set: '' })));
}
