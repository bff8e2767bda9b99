/** The words of reasons. */
import { DAY_MS } from './wire.js';

const plural = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

const WORDS = {
  InstalledPendingReboot: 'pending reboot',
  InstalledRejected: 'rejected but installed',
};

export function open(byState) {
  const parts = [...byState].map(([state, number]) => `${number} ${WORDS[state] ?? state}`);
  return `Open patches: ${parts.join(', ')}`;
}

export function levels(names, counts) {
  const parts = names.map((name, i) => [name, counts[i] ?? 0]).filter(([, count]) => count > 0);
  return `Non-compliant by ${parts.map(([name, count]) => `${name} ${count}`).join(', ')}`;
}

export const updates = (number) =>
  number > 0 ? `${plural(number, 'security update')} not approved` : undefined;
export const reboot = (number) => `${plural(number, 'patch', 'patches')} pending a reboot`;
export const endOfLife = ({ platform, platformVersion = '' }, date) =>
  `${`${platform} ${platformVersion}`.trim()} reached its end of life on ${date}`;
export const readFailed = (what, { awsCode }) => `Its ${what} could not be read: ${awsCode}`;
export const notAsked = () => 'Its patch state was not asked for';
export const byAssociation = () => 'Scanned by an association, which reports no patch state';
export const neverScanned = () => 'Never scanned: the service has no patch state';
export const incomplete = (names) => `Counts not reported: ${names.join(', ')}`;
export const scanTimeUnknown = () => 'The time of the last scan is unknown';
export const scanInFuture = () => 'The last scan is in the future';
export const scanTooOld = (age) =>
  `The last scan is ${plural(Math.floor(age / DAY_MS), 'day')} old`;
export const excepted = (number) => `All that is open is covered: ${number} excepted`;
export const stopped = (state) => `The instance is ${state}, with nothing open`;
export const nothingOpen = () => 'Scanned, with nothing open';
