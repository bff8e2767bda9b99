/** Behaviour of the service that some clients do not survive, hence only on request. */
export const QUIRKS = Object.freeze({
  'iso-dates': "timestamps are RFC 3339 texts, as in AWS's documentation",
  'mixed-dates': 'timestamps alternate between numbers, numeric texts, RFC 3339 and HTTP dates',
  'max-results-50': 'MaxResults above 50 is refused, although the documentation allows more',
  'max-properties-50': 'DescribeInstanceProperties refuses MaxResults above 50',
  'no-properties': 'DescribeInstanceProperties is denied',
  'first-state-only': 'DescribeInstancePatches heeds only the first value of a filter for State',
  'repeated-token': 'from the second page on, every page has the same token',
  nulls: 'absent members are null',
  'new-members': 'every object has a member that the documentation does not name',
  'new-values': 'some enumerations have values that the documentation does not name',
  'absent-counts': 'patch states leave out every count that is 0',
  'unknown-counts': 'UnreportedNotApplicableCount is -1 in every patch state',
  'hidden-non-compliance':
    'nodes with 0 missing, failed, rejected and pending patches have SecurityNonCompliantCount 3',
});

/**
 * @param {Iterable<string>} names
 * @returns {Set<keyof typeof QUIRKS>}
 * @throws {TypeError} for an unknown name
 */
export function knownQuirks(names) {
  const quirks = new Set(names);
  for (const name of quirks) {
    if (!Object.hasOwn(QUIRKS, name)) throw new TypeError(`quirks: ${unknownQuirk(name)}`);
  }
  return quirks;
}

/** @param {string} name */
export function unknownQuirk(name) {
  return `unknown quirk "${name}"; known are ${Object.keys(QUIRKS).join(', ')}`;
}
