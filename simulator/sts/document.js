import { toWireJson, wireNumber } from '../wire.js';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * An answer as STS writes it: XML, or JSON for whoever accepts that.
 * @param {Record<string, unknown>} document one member, the root; times are Dates
 * @param {boolean} isJson
 * @returns {{ text: string, contentType: string }}
 */
export function write(document, isJson) {
  if (isJson) return { text: toWireJson(withNumbers(document)), contentType: 'application/json' };
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

/** In JSON a time is a count of seconds. */
function withNumbers(value) {
  if (value instanceof Date) return wireNumber(value.getTime() / 1000, 'exponent');
  if (!isStructure(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withNumbers(member)]),
  );
}

function isStructure(value) {
  return typeof value === 'object' && !(value instanceof Date);
}
