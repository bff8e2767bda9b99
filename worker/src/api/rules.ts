import type { ComplianceRules } from 'patchlens/fleet';
import type { Env } from '../env.ts';

/**
 * The rules of the variable TARGETS: days that a finding may stay open, by the vendor's severity.
 *
 * @throws for a text that is not such an object
 */
export function rulesOf({ TARGETS }: Env): ComplianceRules {
  if (!TARGETS) return {};
  const targets: unknown = JSON.parse(TARGETS);
  if (targets === null || typeof targets !== 'object' || Array.isArray(targets)) {
    throw new Error('TARGETS: expected a JSON object');
  }
  return { targets: targets as Record<string, number> };
}
