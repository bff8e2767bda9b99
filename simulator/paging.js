import { hash } from './fleet/random.js';

/** About one continuation in so many is preceded by an empty page with a live token. */
const EMPTY_PAGE_EVERY = 8;

/**
 * Cuts listings into pages as the service does, quirks included.
 * @param {{ tokens: ReturnType<import('./next-token.js').createNextTokens>,
 *   quirks: Set<string> }} service
 */
export function createPaging({ tokens, quirks }) {
  /**
   * @template T
   * @param {{ operation: string, input: object, accessKeyId: string }} call
   * @param {(start: number) => Iterable<[number, T]>} listing items with their positions, from a
   *   position on
   * @param {{ defaultSize: number, lastToken?: '' }} form `lastToken` is what the last page says
   *   in place of a token, if it says anything
   * @returns {{ items: T[], nextToken?: string }}
   */
  return function pageOf(call, listing, { defaultSize, lastToken }) {
    const { NextToken, MaxResults } = call.input;
    const request = requestOf(call);
    const place = NextToken === undefined ? undefined : tokens.read(request, NextToken);
    const position = place?.position ?? 0;
    if (place !== undefined && !place.rested && isPause(request, position)) {
      return { items: [], nextToken: tokens.issue(request, { position, rested: true }) };
    }
    const { items, next } = take(listing(position), MaxResults ?? defaultSize);
    if (next === undefined) return { items, nextToken: lastToken };
    const repeats = quirks.has('repeated-token') && NextToken !== undefined;
    const token = repeats ? NextToken : tokens.issue(request, { position: next, rested: false });
    return { items, nextToken: token };
  };
}

/**
 * An array as a listing.
 * @template T
 * @param {T[]} items
 * @returns {(start: number) => Iterable<[number, T]>}
 */
export function listingOf(items) {
  return function* from(start) {
    for (let at = start; at < items.length; at += 1) yield [at, items[at]];
  };
}

/** The page size may change from page to page, everything else is part of what was asked. */
function requestOf({ operation, input, accessKeyId }) {
  const parameters = { ...input, NextToken: undefined, MaxResults: undefined };
  return JSON.stringify([operation, accessKeyId, parameters]);
}

function isPause(request, position) {
  return hash(request, position) % EMPTY_PAGE_EVERY === 0;
}

function take(listing, size) {
  const items = [];
  for (const [position, item] of listing) {
    if (items.length === size) return { items, next: position };
    items.push(item);
  }
  return { items };
}
