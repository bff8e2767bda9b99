/**
 * A reporter for node:test: one line a test, `pass` or `fail` and its name. A test that was
 * skipped or is yet to be written has failed, and so has a file in which no test ran.
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
  // A file stands for itself only if it reported nothing.
  if (name === file) return `fail ${oneLine(name)} (ran no test)`;
  return `pass ${oneLine(name)}`;
}

// What failed because of something inside it is told by that.
function failed({ name, details }) {
  return details.error?.failureType === 'subtestsFailed' ? undefined : `fail ${oneLine(name)}`;
}

const oneLine = (name) => name.replace(/\s+/g, ' ');
