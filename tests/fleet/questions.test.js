import { test } from 'node:test';
import { Fleet, localSource } from './engine.js';
import { questionsSuite } from './questions.js';

questionsSuite(test, ({ load }) => localSource(load(Fleet)));
