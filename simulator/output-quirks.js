import { hash } from './fleet/random.js';

/** Members whose values are of a set that may grow any day. */
const ENUMERATIONS = new Set([
  'ApprovedPatchesComplianceLevel',
  'AvailableSecurityUpdatesComplianceStatus',
  'ComplianceLevel',
  'DeploymentStatus',
  'Operation',
  'OperatingSystem',
  'OverallSeverity',
  'PingStatus',
  'PlatformType',
  'RebootOption',
  'RejectedPatchesAction',
  'ResourceType',
  'Severity',
  'SourceType',
  'State',
  'Status',
]);
/** One in so many of their values is one that nobody has heard of. */
const NEW_VALUE_EVERY = 3;

/** What each quirk makes of the members of an object. */
const CHANGES = {
  nulls: (members) => members.map(([name, value]) => [name, value === undefined ? null : value]),
  'new-members': (members) => [...members, ['IntroducedTomorrow', { Count: 1 }]],
  'new-values': (members, path) =>
    members.map(([name, value]) => [name, isReplaced(name, value, path) ? 'QUARANTINED' : value]),
};

/**
 * What changes a right output as quirks demand.
 * @param {Set<string>} quirks
 * @returns {(output: object) => object}
 */
export function outputQuirks(quirks) {
  const changes = Object.keys(CHANGES).filter((name) => quirks.has(name));
  if (changes.length === 0) return (output) => output;
  const changed = (value, path) => {
    if (Array.isArray(value)) return value.map((item, at) => changed(item, `${path}.${at}`));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => {
      return [name, changed(member, `${path}.${name}`)];
    });
    return Object.fromEntries(
      changes.reduce((result, name) => CHANGES[name](result, path), members),
    );
  };
  return (output) => changed(output, '');
}

function isReplaced(name, value, path) {
  return (
    ENUMERATIONS.has(name) &&
    typeof value === 'string' &&
    hash(path, name) % NEW_VALUE_EVERY === 0
  );
}
