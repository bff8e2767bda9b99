/**
 * Takes the pictures for the documentation, from the built page with a sample fleet:
 *
 *     npm run build && node scripts/screenshots.mjs
 */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fleetLoaded, openRig } from '../tests/e2e/rig.js';
import { ROOT } from './process.mjs';
import { sampleOfToday } from './sample-fleet.mjs';

const FOLDER = join(ROOT, 'docs/images');

const PICTURES = [
  { name: 'overview.png', colorScheme: 'light', show: overview },
  { name: 'findings.png', colorScheme: 'light', show: findings },
  { name: 'trend.png', colorScheme: 'light', show: trend },
  { name: 'fleet.png', colorScheme: 'light', show: fleetLoaded },
  { name: 'fleet-dark.png', colorScheme: 'dark', show: fleetLoaded },
  { name: 'node.png', colorScheme: 'light', show: firstNode },
  { name: 'node-dark.png', colorScheme: 'dark', show: firstNode },
];

/** The files of the built page's history folder. */
function builtHistory() {
  const folder = join(ROOT, 'www/dist/history');
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

async function overview(page) {
  await fleetLoaded(page);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
}

async function trend(page) {
  await fleetLoaded(page);
  await page.getByRole('link', { name: 'Trend' }).click();
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByRole('region', { name: 'Compliance over time' }).locator('svg').waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
}

async function findings(page) {
  await fleetLoaded(page);
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  const field = page.getByRole('combobox', { name: 'Filter findings' });
  await field.fill('severity=Critical state=Missing,Failed');
  await page.getByRole('grid', { name: 'Findings' }).waitFor();
  await field.blur();
  await page.mouse.move(0, 0);
}

async function firstNode(page) {
  await fleetLoaded(page);
  await page.locator('.nodes-grid tbody tr').first().click();
  await page.locator('.patches-grid tbody tr').first().waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
  // So that nothing is highlighted.
  await page.mouse.move(0, 0);
}

const rig = await openRig({ scopes: sampleOfToday().scopes, history: builtHistory() });
try {
  await mkdir(FOLDER, { recursive: true });
  for (const { name, colorScheme, show } of PICTURES) {
    const page = await rig.visit({ colorScheme });
    await show(page);
    await page.screenshot({ path: join(FOLDER, name) });
    await page.leave();
    console.log(join('docs/images', name));
  }
} finally {
  await rig.close();
}
