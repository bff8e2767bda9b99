/** A rig of `rig.js` whose page is that of the watch. All of a process share one Worker and one browser. */
import { chromium } from 'playwright-core';
import { fromAssumeRole, PatchClient } from '../../dist/index.js';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { SECRETS } from '../worker/rig.js';
import { openRigsBy } from './on-watch.js';
import { KEYS, visit } from './rig.js';
import { openWatchSite } from './watch-site.js';

/** As many as the rigs of these tests ask for, or fewer. */
const NODES = 200;
const SCOPE = { account: '111122223333', region: 'us-east-1' };
/** As those of the page. */
const TARGETS = '{ "Critical": 7, "Important": 30, "High": 30 }';

let shared;

openRigsBy(openWatchRig);

/** The number of nodes is the same for all; `faults` of AWS come too late for what was read. */
async function openWatchRig() {
  shared ??= opened();
  const { site, browser, scope } = await shared;
  return {
    browser,
    scope,
    url: site.url,
    fleet: site.scopes[0].fleet,
    scopes: site.scopes,
    calls: [],
    /** AWS is not asked by the page. */
    set faults(chosen) {
      if (chosen) throw new Error('The watch has read AWS already: put the test on the list of those that do not run on it');
    },
    visit: (options) => visit(browser, site.url, options),
    close: async () => {},
  };
}

/** Ends what all rigs share. */
export async function closeWatchRigs() {
  const { site, browser } = (await shared) ?? {};
  await browser?.close();
  await site?.close();
}

async function opened() {
  const site = await openWatchSite({ scopes: [{ ...SCOPE, fleet: { nodes: NODES } }], vars: { TARGETS } });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  const [{ role }] = site.scopes;
  const { region, account } = SCOPE;
  const [, externalId] = SECRETS;
  const { url: endpoint } = site.aws;
  const credentials = fromAssumeRole({ source: KEYS, roleArn: role, externalId, region, endpoint });
  const client = new PatchClient({ region, endpoint, credentials });
  return { site, browser, scope: { id: `${account}/${region}`, client } };
}
