/** The codes of docs/backend-protocol.md, with their HTTP statuses. */
const STATUSES = {
  'invalid-input': 400,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  unavailable: 503,
};

/** A request that is not answered. The message is for the client. */
export class ApiRefused extends Error {
  readonly code: keyof typeof STATUSES;
  readonly status: number;

  constructor(code: keyof typeof STATUSES, message: string) {
    super(message);
    this.name = 'ApiRefused';
    this.code = code;
    this.status = STATUSES[code];
  }
}

/** The error for an input that cannot be read, which names it and quotes its value. */
export function invalid(name: string, expected: string, value: unknown): ApiRefused {
  const said = value === undefined || value === null ? 'is absent' : `is ${JSON.stringify(value)}`;
  return new ApiRefused('invalid-input', `${name}: expected ${expected}, but ${said}`);
}
