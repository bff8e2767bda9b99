/**
 * One scan in a process of its own: `client.mjs NAME ENDPOINT SIZES`. Sends `{ cpuMs, wallMs,
 * peakBytes, found }`, measured from the start of the scan; the peak is that of the whole process.
 */
import { fleetData } from '../data.mjs';
import { SCANNERS } from './scanners.mjs';

const CONCURRENCY = 8;
const [name, endpoint, sizes] = process.argv.slice(2);
const { scan } = await SCANNERS[name]();
const instanceIds = [];
const pages = fleetData(JSON.parse(sizes)).pages('states');
for (const page of pages) instanceIds.push(...page.instanceIds);

const start = performance.now();
const cpu = process.cpuUsage();
const found = await scan({ endpoint, instanceIds, concurrency: CONCURRENCY });
const { user, system } = process.cpuUsage(cpu);
const wallMs = performance.now() - start;
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.send({ cpuMs: (user + system) / 1000, wallMs, peakBytes, found });
process.disconnect();
process.exit();
