/** The codes of docs/backend-protocol.md, with their HTTP statuses. */
const STATUSES = {
  unauthorized: 401,
  expired: 401,
  forbidden: 403,
  'method-not-allowed': 405,
  'unsupported-media-type': 415,
  internal: 500,
  unavailable: 503,
};

export type RefusalCode = keyof typeof STATUSES;

/**
 * A request that is not allowed. The message is for the client. There is no `cause`: the errors of the
 * library hold the claims of the token, which must not be logged.
 */
export class AccessRefused extends Error {
  readonly code: RefusalCode;
  readonly status: number;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = 'AccessRefused';
    this.code = code;
    this.status = STATUSES[code];
  }
}
