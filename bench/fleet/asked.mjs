/**
 * The questions for patchlens and its peers. Each has variants, which take turns, so that an answer
 * kept from the last time is of no use.
 */

/** From the least grave. */
const SEVERITIES = ['Low', 'Medium', 'Moderate', 'High', 'Important', 'Critical'];

export const STATES = ['Missing', 'Failed', 'InstalledPendingReboot', 'InstalledRejected'];

/**
 * @typedef {object} Question
 * @property {string} name of the peer's function
 * @property {string} title
 * @property {object[]} variants inputs of that function, as JSON
 */

/**
 * What a contender has to offer. Answers are JSON and the same of all contenders: a number of
 * findings; rows `[instanceId, title, state, since]`; groups `[severity, nodes, findings]`, those of
 * most nodes first; `{ total, rows: [cve, nodes][] }`; `{ total, ids }`.
 *
 * @typedef {object} Contender
 * @property {Record<string, (input: object) => unknown>} ask by the name of the question
 * @property {() => Uint8Array} [snapshot] everything, to open later
 */

/**
 * @param {import('./data.mjs').FleetData} data
 * @returns {Question[]}
 */
export function questions({ findings, commonCve }) {
  const middle = Math.floor(findings * 0.48);
  const pages = (offset) => [0, 1, 2].map((i) => ({ offset: offset + i * 100, limit: 100 }));
  return [
    {
      name: 'filter',
      title: 'filter: severity and state',
      variants: [
        { severities: ['Critical', 'Important'], state: 'Missing' },
        { severities: ['Important', 'Moderate'], state: 'Failed' },
        { severities: ['Critical'], state: 'Missing' },
      ],
    },
    { name: 'age', title: 'filter: age', variants: [30, 90, 7].map((days) => ({ days })) },
    {
      name: 'text',
      title: 'free text',
      variants: ['openssl', 'kernel', 'prod-web'].map((text) => ({ text })),
    },
    { name: 'sortSeverity', title: 'sort: severity, since', variants: pages(1000) },
    {
      name: 'sortNode',
      title: `sort: node, title; rows at ${middle.toLocaleString('en')}`,
      variants: pages(middle),
    },
    { name: 'groupSeverity', title: 'group: severity, distinct nodes', variants: [{}] },
    { name: 'groupCve', title: 'group: CVE, distinct nodes', variants: [{ limit: 100 }] },
    {
      name: 'nodesOfCve',
      title: 'nodes of a CVE',
      variants: [{ cve: commonCve, limit: 20 }],
    },
  ];
}

/** @returns {number} the greater, the graver; 0 for severities without a rank */
export function severityRank(severity) {
  return SEVERITIES.indexOf(severity) + 1;
}
