/** CHANGELOG.md, which is kept as https://keepachangelog.com has it. */

const HEADING = /^## (.+)$/;
const RELEASE = /^\[?(\d+\.\d+\.\d+\S*?)\]? - (\d{4}-\d{2}-\d{2})$/;

/**
 * @param {string} text of the changelog
 * @param {string} version to be released
 * @returns {{ notes: string, problems: string[] }} what the changelog tells of the version, and what
 *   is wrong with that
 */
export function release(text, version) {
  const all = sections(text);
  const section = all.find(({ title }) => RELEASE.exec(title)?.[1] === version);
  const notes = section?.body ?? '';
  return { notes, problems: [...problemsOf(all, section, version)] };
}

/** @param {string} text @returns {string[]} headings that are neither "Unreleased" nor a release's */
export function oddHeadings(text) {
  return sections(text)
    .map(({ title }) => title)
    .filter((title) => !isUnreleased(title) && !RELEASE.test(title));
}

function* problemsOf(all, section, version) {
  if (!section) {
    yield `CHANGELOG.md has no section "## ${version} - YYYY-MM-DD": rename "Unreleased" to that`;
    return;
  }
  const date = RELEASE.exec(section.title)[2];
  if (Number.isNaN(Date.parse(date))) yield `CHANGELOG.md: ${date} is no date`;
  if (!section.body) yield `CHANGELOG.md says nothing about ${version}`;
  const unreleased = all.find(({ title }) => isUnreleased(title));
  if (unreleased?.body) {
    yield `CHANGELOG.md has changes under "Unreleased", which ${version} would have too`;
  }
}

function isUnreleased(title) {
  return /^\[?Unreleased\]?$/.test(title);
}

function sections(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const title = HEADING.exec(line)?.[1];
    if (title !== undefined) found.push({ title, body: '' });
    else if (found.length > 0) found.at(-1).body += `${line}\n`;
  }
  return found.map(({ title, body }) => ({ title, body: body.trim() }));
}
