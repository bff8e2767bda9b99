/** Several accounts and Regions behind one simulator, and the form that connects to them. */

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const FIRST = `${ACCOUNT}/us-east-1`;
export const SECOND = `${ACCOUNT}/eu-central-1`;
export const THIRD = `${OTHER}/us-east-1`;
export const ROLE = `arn:aws:iam::${OTHER}:role/Auditor`;
export const EXTERNAL_ID = 'portal-42';
/** Of a user of the first account. */
export const OWN_KEYS = {
  accessKeyId: 'AKIAOWNKEYSOFTHEPAGE',
  secretAccessKey: 'own/SECRET+of+the+first+account+01234567',
};

/** Three scopes; the second is slow, and the third is read by a role. */
export const SCOPES = [
  { account: ACCOUNT, region: 'us-east-1', fleet: { nodes: 120 }, credentials: [OWN_KEYS] },
  { account: ACCOUNT, region: 'eu-central-1', fleet: { nodes: 80 }, requestsPerSecond: 6, burst: 1 },
  {
    account: OTHER,
    region: 'us-east-1',
    fleet: { nodes: 60 },
    role: { arn: ROLE, externalId: EXTERNAL_ID, trusts: [`arn:aws:iam::${ACCOUNT}:root`] },
  },
];

export const DENIED = { kind: 'fail', status: 400, code: 'AccessDeniedException' };

/** How many nodes a rig has in some scopes, or in all. */
export function nodeCount(rig, ...ids) {
  const meant = rig.scopes.filter(
    ({ account, region }) => ids.length === 0 || ids.includes(`${account}/${region}`),
  );
  return meant.reduce((sum, { fleet }) => sum + [...fleet.allNodes()].length, 0);
}

export async function fillKeys(page, rig, { regions, keys = OWN_KEYS }) {
  await page.getByLabel('Access key id').fill(keys.accessKeyId);
  await page.getByLabel('Secret access key').fill(keys.secretAccessKey);
  await ownRegions(page).fill(regions);
  await page.getByLabel('Endpoint').fill(rig.endpoint);
}

/** With a role, the label says which Regions it means. */
export const ownRegions = (page) => page.locator('input[name=region]');
export const roleRow = (page, number) => page.getByRole('group', { name: `Role ${number}` });

export async function fillRole(page, number, { arn = ROLE, externalId = EXTERNAL_ID, regions }) {
  const row = roleRow(page, number);
  await row.getByLabel('Role ARN').fill(arn);
  await row.getByLabel('External id').fill(externalId);
  await row.getByLabel('Regions').fill(regions);
}

/** Adds a row for a role, and waits until it has taken the focus: else it takes it from another field. */
export async function addRole(page) {
  await page.getByRole('button', { name: 'Add an account by its role' }).click();
  const added = page.getByRole('group', { name: /^Role \d+$/ }).last();
  await added.getByLabel('Role ARN').and(page.locator(':focus')).waitFor();
}
export const submit = (page) => page.getByRole('button', { name: 'Connect', exact: true }).click();
export const scopeStatus = (page) => page.getByRole('region', { name: 'Reading of each scope' });

/** Connects to all three scopes. */
export async function connectToAll(page, rig) {
  await fillKeys(page, rig, { regions: 'us-east-1, eu-central-1' });
  await addRole(page);
  await fillRole(page, 1, { regions: 'us-east-1' });
  await submit(page);
}
