/**
 * The days that a finding may stay open, by the vendor's severity: the text of the variable TARGETS.
 *
 * @throws for a text that is not such an object, with the member that is wrong
 */
export function targetsOf(text: string): Record<string, number> {
  const given: unknown = JSON.parse(text);
  if (given === null || typeof given !== 'object' || Array.isArray(given)) {
    throw new Error('TARGETS: expected a JSON object');
  }
  for (const [severity, days] of Object.entries(given)) {
    if (typeof days === 'number' && days >= 0) continue;
    throw new Error(`TARGETS.${severity}: expected days, but is ${JSON.stringify(days)}`);
  }
  return given as Record<string, number>;
}

/** The same by the severity in small letters, since the vendors' spellings differ. */
export function targetsBySeverity(text: string): Map<string, number> {
  return new Map(Object.entries(targetsOf(text)).map(([name, days]) => [name.toLowerCase(), days]));
}
