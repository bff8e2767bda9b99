import type { ComplianceRules } from 'patchlens/fleet';
import type { Identity } from '../access/identity.ts';
import type { Env } from '../env.ts';
import type { FleetCache } from './fleet-cache.ts';

/** What an answer is made of, beside the request. */
export interface Context {
  env: Env;
  identity: Identity;
  /** Milliseconds since 1970. */
  now: number;
  rules: ComplianceRules;
  fleets: FleetCache;
  /** Lets a promise end after the request. */
  waitUntil(promise: Promise<unknown>): void;
}

/** What belongs to an isolate and not to a request. */
export interface Isolate {
  now(): number;
  rules(env: Env): ComplianceRules;
  fleets: FleetCache;
}
