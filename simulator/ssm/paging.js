import { hash } from '../fleet/random.js';
import { requestKey } from './request-key.js';

/** About one page in this many is preceded by an empty page with a valid token. */
const EMPTY_PAGE_EVERY = 8;

/**
 * The items of a listing with their positions, from a position on.
 * @template T
 * @typedef {(start: number) => Iterable<[number, T]>} Listing
 */

/**
 * Cuts listings into pages as the service does, with its quirks.
 * @param {{ tokens: ReturnType<import('./next-token.js').createNextTokens>,
 *   quirks: Set<string> }} service
 */
export function createPaging({ tokens, quirks }) {
  /**
   * @template T
   * @param {import('../simulated-service.js').Call} call
   * @param {Listing<T>} listing
   * @param {{ pageSize: number, lastToken?: '' }} form `lastToken` is the token of the last page
   * @returns {{ items: T[], nextToken?: string }}
   */
  return function pageOf(call, listing, { pageSize, lastToken }) {
    const { NextToken, MaxResults } = call.input;
    const request = requestKey(call);
    const { position, afterEmptyPage } =
      NextToken === undefined ? FIRST_PAGE : tokens.read(request, NextToken);
    if (!afterEmptyPage && hash(request, position) % EMPTY_PAGE_EVERY === 0) {
      return { items: [], nextToken: tokens.issue(request, { position, afterEmptyPage: true }) };
    }
    const { items, next } = take(listing(position), MaxResults ?? pageSize);
    if (next === undefined) return { items, nextToken: lastToken };
    if (quirks.has('repeated-token') && NextToken !== undefined) {
      return { items, nextToken: NextToken };
    }
    return {
      items,
      nextToken: tokens.issue(request, { position: next, afterEmptyPage: false }),
    };
  };
}

/** The first page is never empty. */
const FIRST_PAGE = { position: 0, afterEmptyPage: true };

/**
 * @template T
 * @param {T[]} items
 * @returns {Listing<T>}
 */
export function listingOf(items) {
  return function* from(start) {
    for (let at = start; at < items.length; at += 1) yield [at, items[at]];
  };
}

/**
 * The entries of a listing with items that pass a test.
 * @template T
 * @param {Iterable<[number, T]>} entries
 * @param {(item: T) => boolean} matches
 * @returns {Iterable<[number, T]>}
 */
export function* matching(entries, matches) {
  for (const entry of entries) if (matches(entry[1])) yield entry;
}

function take(entries, size) {
  const items = [];
  for (const [position, item] of entries) {
    if (items.length === size) return { items, next: position };
    items.push(item);
  }
  return { items };
}
