/** What the tests of the views Findings, Patches and CVEs share. */
import { readFile } from 'node:fs/promises';
import { nodesOf, textSettled } from './rig.js';

export const VIEWS = { findings: 'Findings', patches: 'Patches', cves: 'CVEs' };

const OPEN = ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'];

/** What is open by the simulator's own data: `{ node, patch }`. */
export function findingsOf(fleet) {
  const isOpen = ({ state }) => OPEN.includes(state);
  return nodesOf(fleet)
    .filter((node) => node.isScanned)
    .flatMap((node) => fleet.patches(node).filter(isOpen).map((patch) => ({ node, patch })));
}

/** Opens a view and waits until the fleet is read and the table is answered. */
export async function openView(rig, view, query = '', options = {}) {
  const page = await rig.visit({ at: `#/${view}${query}`, ...options });
  await allRead(page);
  return page;
}

export async function allRead(page) {
  await page.locator('.shown-count').waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
  await page.getByText('Partial.').waitFor({ state: 'detached' });
  await textSettled(page);
}

export const distinct = (values) => [...new Set(values)];
export const number = (count) => count.toLocaleString('en');
export const cvesOf = ({ cveIds }) => (cveIds ?? '').split(',').filter(Boolean);

export const grid = (page, name) => page.getByRole('grid', { name });
export const rows = (page) => page.locator('.grid tbody tr');
export const counter = (page) => page.locator('.shown-count b').innerText();
export const filter = (page) => page.getByRole('combobox', { name: /^Filter / });
export const heading = (page, name) =>
  page.getByRole('heading', { level: 1, name, exact: true });
export const focused = (page) => page.evaluate(() => document.activeElement.innerText ?? '');

/** The texts of a column, of the rows that are in the document, in their order. */
export function cells(page, id) {
  return page.locator(`.grid tbody .cell-${id}`).allInnerTexts();
}

/** Changes each patch that the service reports. */
export function patchesLie(changed) {
  const change = (output) => ({ ...output, Patches: output.Patches.map(changed) });
  return ({ operation }) =>
    operation === 'DescribeInstancePatches' ? { kind: 'lie', change } : undefined;
}

/** The file that a button saves. */
export async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), text };
}
