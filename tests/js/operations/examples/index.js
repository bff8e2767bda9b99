import * as baselines from './baselines.js';
import * as compliance from './compliance.js';
import * as nodes from './nodes.js';
import * as patchStates from './patch-states.js';
import * as patches from './patches.js';

/** By operation. @type {Record<string, import('./example.js').Example>} */
export const EXAMPLES = { ...baselines, ...compliance, ...nodes, ...patchStates, ...patches };
