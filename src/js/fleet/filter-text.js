import { decided } from '../error.js';
import { sharedInstance } from './instances.js';
import { jsonOfOption } from './options.js';

export function parseFilter(text, table) {
  return JSON.parse(decided(() => sharedInstance().parseFilter(String(text), String(table))));
}

export function formatFilter(filter) {
  return decided(() => sharedInstance().formatFilter(jsonOfOption('formatFilter', 'filter', filter)));
}
