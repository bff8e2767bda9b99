/** What a screen reader says of each view, and in which order: see `spoken.js`. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fleetLoaded } from './rig.js';
import { spoken } from './spoken.js';
import { openHistoryRig } from './trend.js';

/** A role that is said without a name. */
const UNNAMED =
  /^(?:button|link|textbox|combobox|searchbox|checkbox|radio|image|region|navigation|grid|table|dialog)$/;
const BEGINNING = [
  /^link, Skip to the content$/,
  /^banner$/,
  /^link, patchlens/,
  /^navigation, Views$/,
  /^main$/,
];
/** For each address what is said after the beginning, in this order; other phrases stand between. */
const VIEWS = {
  '#/overview': [
    /^heading, Overview, level 1$/,
    /^button, Refresh$/,
    /^heading, Compliant nodes, level 2$/,
    /^image, All nodes: \d+ nodes; /,
    /^link, Non-compliant \d+/,
    /^link, Unreported \d+/,
    /^link, Compliant \d+/,
    /^heading, AWS’s own number, level 2$/,
    /^heading, Past end of life, level 2$/,
  ],
  '#/': [
    /^heading, Fleet, level 1$/,
    /^region, Totals by verdict$/,
    /^button, Non-compliant \d+.*, not pressed$/,
    /^search/,
    /^combobox, Find nodes/,
    /^grid, Nodes/,
    /^columnheader, .*Node/,
    /^columnheader, .*Verdict/,
    /^row, /,
    /^gridcell, /,
    /^link, /,
  ],
  '#/findings': [
    /^heading, Findings, level 1$/,
    /^combobox, Filter findings/,
    /^button, CSV$/,
    /^grid, Findings/,
    /^columnheader, .*Patch/,
    /^gridcell, /,
  ],
  '#/patches': [/^heading, Patches, level 1$/, /^combobox, Filter patches/, /^grid, Patches/],
  '#/cves': [
    /^heading, CVEs, level 1$/,
    /CVE ids are known for/,
    /^combobox, Filter CVEs/,
    /^grid, CVEs/,
    /^columnheader, .*EPSS/,
  ],
  '#/trend': [
    /^heading, Trend, level 1$/,
    /^heading, Compliance over time, level 2$/,
    /^image, Nodes by verdict: /,
    /^heading, Open patches over time, level 2$/,
    /^image, Open patches by severity: /,
  ],
  '#/files': [
    /^heading, Files, level 1$/,
    /^heading, Exceptions, level 2$/,
    /^heading, Attributes, level 2$/,
  ],
  '#/report': [
    /^region, What the report contains$/,
    /^heading, Patch compliance report, level 1$/,
    /^table/,
  ],
  '#/connect': [
    /^heading, Connect to your fleet, level 1$/,
    /^group, How to connect$/,
    /^textbox, Access key id/,
    /^Secret access key/,
    /^(?:textbox|combobox), Regions/,
    /^button, Connect$/,
  ],
};

let rig;
before(async () => {
  rig = await openHistoryRig({ nodes: 12, days: 2 });
});
after(() => rig?.close());

for (const [at, expected] of Object.entries(VIEWS)) {
  test(`${at} is read in order, and everything in it has a name`, async () => {
    const page = await rig.visit({ at: '#/' });
    await fleetLoaded(page);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, at);
    const [heading] = expected.filter((phrase) => phrase.source.startsWith('^heading'));
    const name = /^\^heading, (.*), level 1\$$/.exec(heading.source)[1];
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.locator('.panel-progress').waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle');
    const phrases = await spoken(page, 'body', 900);
    let from = 0;
    for (const phrase of [...BEGINNING, ...expected]) {
      const found = phrases.findIndex((text, index) => index >= from && phrase.test(text));
      assert.notEqual(found, -1, `${phrase} is not said after ${phrases[from - 1]}`);
      from = found + 1;
    }
    assert.deepEqual(phrases.filter((text) => UNNAMED.test(text)), []);
    await page.leave();
  });
}
