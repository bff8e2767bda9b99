import { double, toJson } from '../json-doubles.js';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * Writes a document of STS.
 * @param {Record<string, unknown>} document timestamps are Dates; XML needs one member, the root
 * @param {'xml' | 'json'} format
 * @returns {{ text: string, contentType: string }}
 */
export function write(document, format) {
  if (format === 'json') {
    return { text: toJson(withNumbers(document)), contentType: 'application/json' };
  }
  const [[root, members]] = Object.entries(document);
  const text = `<${root} xmlns="${NAMESPACE}">\n${elements(members, '  ')}</${root}>\n`;
  return { text, contentType: 'text/xml' };
}

function elements(members, indent) {
  const lines = Object.entries(members).map(([name, value]) => {
    const content = isStructure(value)
      ? `\n${elements(value, `${indent}  `)}${indent}`
      : escaped(value);
    return `${indent}<${name}>${content}</${name}>\n`;
  });
  return lines.join('');
}

function escaped(value) {
  const text = value instanceof Date ? value.toISOString().replace('.000Z', 'Z') : String(value);
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** In JSON a timestamp is a number of seconds. */
function withNumbers(value) {
  if (value instanceof Date) return double(value.getTime() / 1000, 'exponent');
  if (!isStructure(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withNumbers(member)]),
  );
}

function isStructure(value) {
  return typeof value === 'object' && !(value instanceof Date);
}
