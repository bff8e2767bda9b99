/** The overview in a browser, and what the package itself says of the same fleet. */
import { scanFleet } from '../../dist/fleet.js';
import { PatchClient } from '../../dist/index.js';
import { becomes, fleetLoaded, KEYS } from './rig.js';

export const AT = '#/overview';
/** The page's default targets. */
export const TARGETS = { Critical: 7, Important: 30, High: 30 };

/** The fleet of a rig, judged as the page does at its start. */
export async function scanned({ endpoint, scope }) {
  const fleet = await scanFleet(scope ?? scopeAt(endpoint));
  fleet.setRules({ targets: TARGETS });
  return fleet;
}

function scopeAt(endpoint) {
  const client = new PatchClient({ region: 'us-east-1', endpoint, credentials: KEYS });
  return { id: 'us-east-1', client };
}

export async function visitOverview(rig, at = AT, options) {
  const page = await rig.visit({ at, ...options });
  await fleetLoaded(page);
  await page.locator('.overview-page').waitFor();
  return page;
}

export const section = (page, name) => page.getByRole('region', { name, exact: true });
export const breakdownOf = (page, name) =>
  page.locator('.breakdown', { has: page.getByRole('heading', { name, exact: true }) });
const shown = (page) => page.locator('.shown-count').innerText();
export const widthOf = (page) => page.evaluate(() => document.documentElement.scrollWidth);

/** Follows a link to the nodes, and waits until these are so many. */
export async function leadsTo(page, link, count, message) {
  await link.click();
  await page.locator('.nodes-grid').waitFor();
  const number = async () => Number(/^([\d,]+) of/.exec(await shown(page))[1].replaceAll(',', ''));
  await becomes(number, count, message);
}

export async function setTarget(page, severity, days) {
  const field = page.getByLabel(`${severity} (days)`, { exact: true });
  await field.fill(days);
  await field.press('Enter');
}
