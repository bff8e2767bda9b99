/** The tables of verdicts and questions, on the reference itself. */
import { describe, test } from 'node:test';
import { questionsSuite } from './questions.js';
import { ReferenceFleet } from './reference/index.js';
import { verdictSuite } from './verdicts.js';

describe('verdicts', () => verdictSuite(test, ReferenceFleet));
describe('questions', () => questionsSuite(test, ({ load }) => asynchronous(load(ReferenceFleet))));

/** A FleetSource over a fleet in the same process. */
function asynchronous(fleet) {
  const names = ['summary', 'nodes', 'findings', 'patches', 'cves', 'node', 'groups', 'values'];
  return Object.fromEntries(names.map((name) => [name, async (...args) => fleet[name](...args)]));
}
