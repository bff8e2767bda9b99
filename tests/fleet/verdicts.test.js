import { test } from 'node:test';
import { Fleet } from './engine.js';
import { verdictSuite } from './verdicts.js';

verdictSuite(test, Fleet);
