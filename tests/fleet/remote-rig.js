/** A remote source whose server responds as a test says. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { PatchlensError } from 'patchlens';
import { remoteSource } from './engine.js';

/** Longer than the parts of responses that messages quote. */
export const TOKEN = `s3cr3t.t0ken/with+all${'.long'.repeat(20)}=`;
export const PROTOCOL = 'patchlens-fleet/1';
export const ADDRESS = 'https://fleet.example.com/api';
export const ROWS = { total: 0, undecided: 0, rows: [] };
/** The texts of a node. */
export const NODE = {
  scopeId: 'a/eu',
  instanceId: 'i-1',
  region: 'eu',
  verdict: 'compliant',
  reason: 'ok',
  reasonCode: 'nothing-open',
  stale: false,
  readAt: '2026-01-31T00:00:00Z',
};

export const json = (value, init) => Response.json(value, init);
export const answered = (answer) => json({ protocol: PROTOCOL, answer });
export const refused = (status, code, message) =>
  json({ protocol: PROTOCOL, error: { code, message } }, { status });

/** The error of a question to a server that responds like this. */
export async function failureOf(ask, respond) {
  const fetch = async (request) => respond(request);
  return rejection(ask(remoteSource(`${ADDRESS}/`, { fetch, token: TOKEN })));
}

export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof PatchlensError, inspect(error));
    return error;
  }
  return assert.fail('there was no error');
}
