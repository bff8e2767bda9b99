// What both ends of docs/backend-protocol.md share.

/** Names the protocol and its version in every answer. */
export const PROTOCOL = 'patchlens-fleet/1';
/** The first part of every path. */
export const PREFIX = 'v1';
/** How many rows an answer has if the query has no limit. */
export const DEFAULT_LIMIT = 100;
