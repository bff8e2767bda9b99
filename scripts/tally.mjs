/**
 * A reporter for node:test: one line a test, `pass` or `fail` and its name. A test that is skipped or
 * marked as to do counts as failed, and so does a file without a test.
 */
export default async function* tally(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const line = type === 'test:pass' ? passed(data) : failed(data);
    if (line) yield `${line}\n`;
  }
}

function passed({ name, file, skip, todo, details }) {
  if (details.type === 'suite') return undefined;
  if (skip !== undefined || todo !== undefined) return `fail ${oneLine(name)} (skipped or to do)`;
  // A file is reported as a test only if no test ran in it.
  if (name === file) return `fail ${oneLine(name)} (ran no test)`;
  return `pass ${oneLine(name)}`;
}

// The failure of a subtest is reported by the subtest.
function failed({ name, details }) {
  return details.error?.failureType === 'subtestsFailed' ? undefined : `fail ${oneLine(name)}`;
}

const oneLine = (name) => name.replace(/\s+/g, ' ');
