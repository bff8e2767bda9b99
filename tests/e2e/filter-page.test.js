/** The property filter of the table of nodes, as its users meet it. */
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import {
  becomes,
  column,
  fleetLoaded,
  nodesOf,
  hashOf,
  openRig,
  passes,
  says,
  textSettled,
  tileCounts,
} from './rig.js';

const test = pageTest(import.meta.url);

let rig;
/** The number of nodes. */
let all;
before(async () => {
  rig = await openRig({ nodes: 150 });
  all = nodesOf(rig.fleet).length;
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

async function openFleet(at = '', options) {
  const page = await rig.visit({ at, ...options });
  await fleetLoaded(page);
  return page;
}

const field = (page) => page.getByRole('combobox', { name: 'Find nodes' });
const list = (page) => page.getByRole('listbox', { name: 'Suggestions' });
const option = (page, name) => list(page).getByRole('option', { name, exact: true });
const chip = (page, words) =>
  page.getByRole('button', { name: `Remove filter ${words}`, exact: true });
const shown = (page) => page.locator('.shown-count').innerText();
const sees = (page, count, options) =>
  page.locator('.shown-count', { hasText: `${count} of ${all} nodes` }).waitFor(options);
const filterOf = (page) =>
  new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('filter');
/** The option that the field says is active. */
const active = (page) =>
  field(page).evaluate((input) => {
    const id = input.getAttribute('aria-activedescendant');
    return id && document.getElementById(id).innerText.replace(/\s+/g, ' ');
  });

test('conditions filter as they are typed, and are listed below the field', async () => {
  const page = await openFleet();
  const { stale, unreported } = await tileCounts(page);
  await field(page).pressSequentially('verdict=stale');
  await sees(page, stale);
  await field(page).pressSequentially(',unreported');
  await sees(page, stale + unreported);
  await chip(page, 'verdict = stale, unreported').waitFor();
  await becomes(() => hashOf(page), '#/?filter=verdict=stale,unreported');
  await passes(async () => {
    for (const verdict of await column(page, 'verdict')) assert.match(verdict, /Stale|Unreported/);
  });
  await page.leave();
});

test('words are searched for, alone and beside conditions', async () => {
  const page = await openFleet();
  await field(page).fill('windows');
  const windows = nodesOf(rig.fleet).filter(({ platform }) => platform.type === 'Windows').length;
  await sees(page, windows);
  await field(page).fill('windows missing>=0');
  await chip(page, '“windows”').waitFor();
  await passes(async () => {
    for (const platform of await column(page, 'platform')) assert.match(platform, /^Windows/);
  });
  await page.leave();
});

test('with the keyboard alone: property, operator, value with its count', async () => {
  const page = await openFleet();
  const { stale } = await tileCounts(page);
  await page.keyboard.press('/');
  await becomes(() => field(page).evaluate((input) => input === document.activeElement), true);
  await becomes(() => field(page).inputValue(), '');
  await page.keyboard.type('verd');
  await list(page).waitFor();
  await becomes(() => field(page).getAttribute('aria-expanded'), 'true');
  await becomes(() => active(page), null, 'nothing is chosen by itself');
  await page.keyboard.press('ArrowDown');
  await becomes(() => active(page), 'verdict Verdict');
  await page.keyboard.press('Enter');
  await becomes(() => field(page).inputValue(), 'verdict');
  await page.keyboard.press('ArrowDown');
  await becomes(() => active(page), 'verdict= is');
  await page.keyboard.press('Enter');
  await option(page, `stale ${stale} nodes`).waitFor();
  await page.keyboard.press('ArrowUp');
  const last = list(page).getByRole('option').last();
  await becomes(() => active(page), (await last.innerText()).replace(/\s+/g, ' '));
  for (let at = await active(page); !at.startsWith('stale'); at = await active(page)) {
    await page.keyboard.press('ArrowDown');
    await passes(async () => assert.notEqual(await active(page), at));
  }
  // Half a condition hides nothing.
  await sees(page, all);
  await page.keyboard.press('Enter');
  await becomes(() => field(page).inputValue(), 'verdict=stale');
  await list(page).waitFor({ state: 'detached' });
  await sees(page, stale);
  await page.keyboard.type(' web');
  await becomes(() => field(page).inputValue(), 'verdict=stale web', 'the caret is at the end');
  await page.leave();
});

test('Escape closes the list, Enter takes nothing unasked, an arrow opens it again', async () => {
  const page = await openFleet();
  await field(page).pressSequentially('plat');
  await list(page).waitFor();
  await page.keyboard.press('Enter');
  await becomes(() => field(page).inputValue(), 'plat');
  await list(page).waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await becomes(() => active(page), 'platform Platform');
  await page.keyboard.press('Escape');
  await list(page).waitFor({ state: 'detached' });
  await becomes(() => field(page).inputValue(), 'plat');
  await page.keyboard.press('Escape');
  await becomes(() => field(page).inputValue(), 'plat', 'a filter is not lost by one key too many');
  await page.leave();
});

test('a suggestion can be taken by the mouse, and the field keeps the focus', async () => {
  const page = await openFleet();
  await field(page).click();
  await option(page, 'verdict Verdict').click();
  await option(page, 'verdict!= is not, or is not reported').click();
  const { compliant } = await tileCounts(page);
  await option(page, `compliant ${compliant} nodes`).click();
  await becomes(() => field(page).inputValue(), 'verdict!=compliant');
  await becomes(() => field(page).evaluate((input) => input === document.activeElement), true);
  await sees(page, all - compliant);
  await page.leave();
});

test('values of open patches say that they count open patches', async () => {
  const page = await openFleet();
  await field(page).fill('severity=');
  await says(list(page).getByRole('option').first(), /^\w+\s+[\d,]+\s+open\s+patch(es)?$/);
  await page.leave();
});

test('an unknown property is said, and the filter before it stays', async () => {
  const page = await openFleet();
  const { stale } = await tileCounts(page);
  await field(page).fill('verdict=stale');
  await sees(page, stale);
  await field(page).fill('verdict=stale colour=red');
  const problem = page.locator('.filter-problem');
  await becomes(
    () => problem.innerText(),
    'Cannot filter nodes by "colour" ("red"): the table has no such property. ' +
      'The filter before stays in force.',
  );
  await becomes(() => field(page).getAttribute('aria-invalid'), 'true');
  const id = await problem.getAttribute('id');
  await becomes(() => field(page).getAttribute('aria-describedby'), id);
  await page
    .locator('[role=status][aria-live=polite]', { hasText: 'no such property' })
    .waitFor({ state: 'attached' });
  await sees(page, stale);
  await becomes(async () => filterOf(page), 'verdict=stale');
  await field(page).fill('verdict=stale name:a');
  await problem.waitFor({ state: 'detached' });
  await becomes(() => field(page).getAttribute('aria-invalid'), 'false');
  await page.leave();
});

test('half a condition is an error only once the field is left', async () => {
  const page = await openFleet();
  await field(page).fill('missing>');
  await becomes(() => page.locator('.filter-problem').count(), 0);
  await page.getByLabel('Stale after').focus();
  await page.getByText('expected a number').waitFor();
  await sees(page, all);
  await page.leave();
});

test('conditions are removed by their buttons, and the way back brings them again', async () => {
  const page = await openFleet('#/?filter=verdict=stale,unreported+missing!=1+platform:a');
  await textSettled(page);
  const before = await shown(page);
  await chip(page, 'missing != 1').focus();
  await page.keyboard.press('Enter');
  await chip(page, 'missing != 1').waitFor({ state: 'detached' });
  await becomes(() => field(page).inputValue(), 'verdict=stale,unreported platform:a');
  const focused = () =>
    page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await becomes(() => focused(), 'Remove filter platform : a');
  await page.keyboard.press('Enter');
  await becomes(() => focused(), 'Remove filter verdict = stale, unreported');
  await page.keyboard.press('Enter');
  await becomes(() => field(page).evaluate((input) => input === document.activeElement), true);
  await sees(page, all);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await chip(page, 'missing != 1').waitFor();
  await becomes(() => shown(page), before);
  await page.leave();
});

test('all or any of the conditions, and all filters cleared', async () => {
  const page = await openFleet();
  const { stale } = await tileCounts(page);
  await field(page).fill('verdict=stale platform:windows');
  await chip(page, 'platform : windows').waitFor();
  await textSettled(page);
  const both = Number((await shown(page)).split(' ')[0]);
  await page.getByLabel('Match').selectOption('or');
  await becomes(() => field(page).inputValue(), 'verdict=stale | platform:windows');
  const windows = nodesOf(rig.fleet).filter(({ platform }) => platform.type === 'Windows').length;
  await sees(page, stale + windows - both);
  await page.reload();
  await fleetLoaded(page);
  await sees(page, stale + windows - both);
  await becomes(() => page.getByLabel('Match').inputValue(), 'or');
  await page.getByLabel('Match').selectOption('and');
  await sees(page, both);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await sees(page, all);
  await becomes(() => field(page).inputValue(), '');
  await becomes(() => field(page).evaluate((input) => input === document.activeElement), true);
  await page.leave();
});

test('filter and choices hold together; any of several cannot, and says so', async () => {
  const page = await openFleet('#/?filter=platform:windows');
  await textSettled(page);
  const windows = Number((await shown(page)).split(' ')[0]);
  await page.locator('.tile.tone-non-compliant').click();
  await page.locator('.tile.tone-non-compliant[aria-pressed=true]').waitFor();
  await textSettled(page);
  const both = Number((await shown(page)).split(' ')[0]);
  assert.ok(both < windows);
  for (const platform of await column(page, 'platform')) assert.match(platform, /^Windows/);
  for (const verdict of await column(page, 'verdict')) assert.equal(verdict, 'Non-compliant');
  await field(page).fill('platform:windows | missing>3');
  await page.getByText('while a verdict, platform or patch group').waitFor();
  await sees(page, both);
  await page.locator('.tile.tone-non-compliant').click();
  await page.locator('.filter-problem').waitFor({ state: 'detached' });
  await passes(async () => {
    assert.ok(Number((await shown(page)).split(' ')[0]) > windows, 'it is in force once it can be');
  });
  await page.locator('.tile.tone-non-compliant').click();
  await page.getByText('This filter is not in force').waitFor();
  await page.leave();
});

test('a link restores the filter, also one of earlier times', async () => {
  const page = await openFleet('#/?filter=verdict=stale+name!^x&sort=-missing');
  const { stale } = await tileCounts(page);
  await sees(page, stale);
  await becomes(() => field(page).inputValue(), 'verdict=stale name!^x');
  await page.reload();
  await fleetLoaded(page);
  await sees(page, stale);
  await page.locator('.nodes-grid tbody tr').first().click();
  await page.locator('.node-facts').waitFor();
  await page.goBack();
  await sees(page, stale);
  await becomes(() => field(page).inputValue(), 'verdict=stale name!^x');
  await page.leave();

  const old = await openFleet('#/?q=windows&verdict=non-compliant');
  await becomes(() => field(old).inputValue(), 'windows');
  await passes(async () => {
    for (const platform of await column(old, 'platform')) assert.match(platform, /^Windows/);
    for (const verdict of await column(old, 'verdict')) assert.equal(verdict, 'Non-compliant');
  });
  await old.leave();
});

test('a link with a filter that cannot be read shows all nodes, and says why', async () => {
  const page = await openFleet('#/?filter=colour=red');
  await sees(page, all);
  await says(page.locator('.filter-problem'), /no such property\. This filter is not in force\.$/);
  await becomes(() => field(page).inputValue(), 'colour=red');
  await page.leave();
});

test('rows that the filter may or may not mean are counted and announced', async () => {
  const page = await openFleet();
  await field(page).fill('age>20');
  await says(page.locator('.shown-count'), /^\d+ of \d+ nodes, [1-9]\d* undecided$/);
  const [, undecided] = /, (\d+) undecided$/.exec(await shown(page));
  await page
    .locator('[role=status][aria-live=polite]', { hasText: `nodes shown, ${undecided} undecided` })
    .waitFor({ state: 'attached' });
  await page.leave();
});

test('a slash is a letter where something is typed', async () => {
  const page = await openFleet();
  await field(page).focus();
  await page.keyboard.type('a/b');
  await becomes(() => field(page).inputValue(), 'a/b');
  await page.getByLabel('Stale after').focus();
  await page.keyboard.press('/');
  await becomes(() => field(page).evaluate((input) => input === document.activeElement), false);
  await page.leave();
});

const HOSTILE = '<img src=x onerror="globalThis.hurt=1">\u202E';

test('hostile texts of the service and of links are shown as text', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates'
      ? {
          kind: 'lie',
          change: ({ InstancePatchStates }) => ({
            InstancePatchStates: InstancePatchStates.map((it) => ({ ...it, PatchGroup: HOSTILE })),
          }),
        }
      : undefined;
  const filter = `name!:"${HOSTILE.replaceAll('"', '""')}"`;
  const page = await openFleet(`#/?filter=${encodeURIComponent(filter)}`);
  await chip(page, `name !: ${HOSTILE}`).waitFor();
  await textSettled(page);
  const before = await shown(page);
  await field(page).fill('patchGroup=');
  const value = list(page).getByRole('option').first();
  await passes(async () => assert.ok((await value.innerText()).includes(HOSTILE)));
  await value.click();
  await chip(page, `patchGroup = ${HOSTILE}`).waitFor();
  await passes(async () => assert.ok(Number((await shown(page)).split(' ')[0]) > 0));
  assert.match(before, new RegExp(`^${all} of`));
  await field(page).fill(`${HOSTILE}=1`);
  await page.locator('.filter-problem').waitFor();
  assert.equal(await page.evaluate(() => globalThis.hurt), undefined);
  assert.equal(await page.locator('main img').count(), 0);
  await page.leave();
});

const STATES = {
  'suggested properties': async (page) => {
    await field(page).fill('pat');
    await list(page).waitFor();
    await page.keyboard.press('ArrowDown');
  },
  'suggested values and conditions': async (page) => {
    await field(page).fill('missing>0 | verdict=');
    await list(page).waitFor();
    await page.keyboard.press('ArrowDown');
  },
  'conditions and an error': async (page) => {
    await field(page).fill('missing>0 verdict!=stale windows');
    await chip(page, 'missing > 0').waitFor();
    await field(page).fill('missing>0 colour=red');
    await page.locator('.filter-problem').waitFor();
  },
};

for (const [name, reach] of Object.entries(STATES)) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 320]) {
      test(`axe finds nothing wrong with ${name}, ${colorScheme}, ${width} px`, async () => {
        const page = await openFleet('', { colorScheme, viewport: { width, height: 900 } });
        await reach(page);
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} px wide`);
        await page.leave();
      });
    }
  }
}
