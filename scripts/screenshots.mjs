/**
 * Takes the pictures for the documentation, from the built page with a sample fleet:
 *
 *     npm run build && node scripts/screenshots.mjs
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fleetLoaded, openRig } from '../tests/e2e/rig.js';
import { ROOT } from './process.mjs';

const FOLDER = join(ROOT, 'docs/images');

const PICTURES = [
  { name: 'overview.png', colorScheme: 'light', show: overview },
  { name: 'findings.png', colorScheme: 'light', show: findings },
  { name: 'fleet.png', colorScheme: 'light', show: fleetLoaded },
  { name: 'fleet-dark.png', colorScheme: 'dark', show: fleetLoaded },
  { name: 'node.png', colorScheme: 'light', show: firstNode },
  { name: 'node-dark.png', colorScheme: 'dark', show: firstNode },
];

async function overview(page) {
  await fleetLoaded(page);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
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

const rig = await openRig({ nodes: 1000 });
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
