/**
 * What operations read from.
 * @typedef {object} Account
 * @property {import('../fleet/fleet.js').Fleet} fleet
 * @property {string} region
 * @property {() => number} now milliseconds since the epoch
 * @property {Set<string>} quirks
 *
 * An operation without pages.
 * @typedef {object} ReadOperation
 * @property {(call: import('../simulated-service.js').Call, account: Account) => object} read
 *   returns the output, with timestamps as epoch seconds
 *
 * An operation with pages. The model knows which member holds the items.
 * @typedef {object} ListOperation
 * @property {number} pageSize without MaxResults
 * @property {''} [lastToken] the token of the last page; the page has none by default
 * @property {(call: import('../simulated-service.js').Call, account: Account) =>
 *   import('./paging.js').Listing<any>} list
 * @property {(item: any, account: Account) => object} describe an item as the output has it, with
 *   timestamps as epoch seconds
 *
 * @typedef {ReadOperation | ListOperation} Operation
 */
export {};
