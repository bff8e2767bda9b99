/** Reads the XML of STS's responses: elements, texts, entities. */

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The content of the first element with this name, or undefined.
 * @param {string} xml
 * @param {string} name letters only; the element can have a namespace prefix
 */
export function contentOf(xml, name) {
  const start = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?>`).exec(xml);
  if (!start) return undefined;
  const rest = xml.slice(start.index + start[0].length);
  const end = rest.search(new RegExp(`</(?:[\\w.-]+:)?${name}\\s*>`));
  return end < 0 ? undefined : rest.slice(0, end);
}

/**
 * The text of the first element with this name; undefined if it is absent or contains elements.
 * @param {string} xml
 * @param {string} name
 */
export function textOf(xml, name) {
  const content = contentOf(xml, name);
  if (content === undefined || content.includes('<')) return undefined;
  return decoded(content.trim());
}

/** Decodes the entities in a text; invalid ones are unchanged. */
export function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,4}));/gi, character);
}

function character(entity, decimal, hexadecimal, name) {
  if (name) return ENTITIES[name] ?? entity;
  const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

/**
 * @param {string} text of an error response, which STS and some substitutes for SSM send as XML
 * @returns {string} the response as JSON if it is XML with a code, else `text`
 */
export function errorInJson(text) {
  if (!/^\s*</.test(text)) return text;
  const [Code, Message, RequestId] = ['Code', 'Message', 'RequestI[dD]'].map((name) =>
    decoded(RegExp(`<(?:\\w+:)?${name}\\b[^<>]*>([^<]*)`).exec(text)?.[1] ?? ''),
  );
  return Code ? JSON.stringify({ Code, Message, RequestId }) : text;
}
