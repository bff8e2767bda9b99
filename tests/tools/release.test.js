import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/packages.mjs';
import { problemsWith, released } from '../../scripts/release.mjs';

const CHANGELOG = `# Changelog

What changed, and when.

## Unreleased

### Added

- A thing.

## 0.1.0 - 2026-01-01

### Added

- The first things.
`;
const READY = {
  version: '0.2.0',
  current: '0.1.0',
  branch: 'main',
  changelog: CHANGELOG,
  tags: ['v0.1.0'],
};

const REASONS = {
  'an older version': [{ version: '0.0.9' }, /^0\.0\.9 is older than 0\.1\.0$/],
  'a pre-release of the current version': [{ version: '0.1.0-beta.1' }, /is older than 0\.1\.0$/],
  'another branch': [{ branch: 'feature' }, /^the branch is "feature", not "main"$/],
  'a tag that exists': [{ tags: ['v0.2.0'] }, /^the tag v0\.2\.0 exists$/],
  'a version that was released': [{ version: '0.1.0' }, /has a section for 0\.1\.0 already$/],
  'a heading with half a version': [
    { changelog: CHANGELOG.replace('0.1.0 - 2026', '0.1 - 2026') },
    /a heading without a version or without a date$/,
  ],
  'a heading with a date that does not exist': [
    { changelog: CHANGELOG.replace('2026-01-01', '2026-13-45') },
    /a heading without a version or without a date$/,
  ],
  'no changes': [{ changelog: CHANGELOG.replace(/### Added\n\n- A thing\.\n\n/, '') }, /no changes under "Unreleased"$/],
  'no section for changes': [{ changelog: CHANGELOG.replace(/## Unreleased[^]*- A thing\.\n\n/, '') }, /no changes under "Unreleased"$/],
};

test('nothing stands in the way of a newer version with changes, from main', () => {
  assert.deepEqual(problemsWith(READY), []);
});

for (const [name, [differing, reason]] of Object.entries(REASONS)) {
  test(`${name} is a reason not to release`, () => {
    const problems = problemsWith({ ...READY, tags: [], ...differing });
    assert.equal(problems.length, 1, problems.join());
    assert.match(problems[0], reason);
  });
}

test('a changelog that does not follow its format is rejected', () => {
  for (const wrong of ['Next', '0.1.0', '2026-01-01']) {
    const changelog = CHANGELOG.replace('0.1.0 - 2026-01-01', wrong);
    assert.throws(() => problemsWith({ ...READY, changelog }), /Syntax error in the release title/);
  }
});

test('the unreleased changes become those of the version, and the rest stays as it is', () => {
  const expected = CHANGELOG.replace('## Unreleased', '## 0.2.0 - 2026-11-26');
  assert.equal(released(CHANGELOG, '0.2.0', new Date('2026-11-26T12:00:00Z')), expected);
});

test('our own changelog can be released, and only its heading changes', () => {
  const text = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
  const expected = text.replace('## Unreleased', '## 99.0.0 - 2026-11-26');
  assert.equal(released(text, '99.0.0', new Date('2026-11-26T12:00:00Z')), expected);
});
