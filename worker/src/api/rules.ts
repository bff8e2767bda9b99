import type { ComplianceRules } from 'patchlens/fleet';
import type { Env } from '../env.ts';
import { targetsOf } from '../targets.ts';

/** By which rules the API judges. */
export function rulesOf({ TARGETS }: Env): ComplianceRules {
  return TARGETS ? { targets: targetsOf(TARGETS) } : {};
}
