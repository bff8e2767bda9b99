/** The format of AWS's shared `config` and `credentials` files. */

/**
 * Sections by name, each with its properties, names in lower case. Lines of a nested group, such as those
 * under `s3 =`, are left out.
 *
 * @param {string} text
 * @returns {Map<string, Map<string, string>>}
 */
export function parseIni(text) {
  const sections = new Map();
  let section;
  let isNested = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    const bare = withoutComment(line);
    if (bare === '') continue;
    const name = /^\[(.*)\]$/.exec(bare)?.[1];
    if (name !== undefined) {
      section = sectionNamed(sections, sectionName(name));
      isNested = false;
      continue;
    }
    const [, key, value] = /^([^=]*?)\s*=\s*(.*)$/.exec(bare) ?? [];
    if (section === undefined || key === undefined) continue;
    if (isNested && /^\s/.test(line)) continue;
    isNested = value === '';
    section.set(key.toLowerCase(), value);
  }
  return sections;
}

/** A comment begins a line, or follows white space. */
function withoutComment(line) {
  return line.replace(/(^|\s)[#;].*$/, '').trim();
}

/** `profile  "a b"` is `profile a b`. */
function sectionName(text) {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single);
}

function sectionNamed(sections, name) {
  if (!sections.has(name)) sections.set(name, new Map());
  return sections.get(name);
}
