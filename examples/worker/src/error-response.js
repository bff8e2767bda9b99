import { PatchlensError } from 'patchlens';

/** Ends a request with a status. The response says the code and nothing else. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} [forTheLog] never sent
   */
  constructor(status, code, forTheLog) {
    super(forTheLog ?? code);
    this.status = status;
    this.code = code;
    this.isLogged = forTheLog !== undefined;
  }
}

const HEADERS = {
  401: { 'www-authenticate': 'Bearer' },
  405: { allow: 'GET, OPTIONS' },
};

/**
 * @param {unknown} error
 * @returns {Response}
 */
export function errorResponse(error) {
  if (error instanceof HttpError) {
    if (error.isLogged) console.error(`patchlens: ${error.message}`);
    return json(error.status, { code: error.code });
  }
  const description = describe(error);
  return json(statusOf(description), description);
}

/** The caller can correct the first two; the others are between this Worker and AWS. */
function statusOf({ code, reason }) {
  if (code === 'invalid-input') return 400;
  return reason === 'not-found' ? 404 : 502;
}

function json(status, error) {
  const headers = { 'cache-control': 'no-store', ...HEADERS[status] };
  return Response.json({ error }, { status, headers });
}

/**
 * What callers and the log get to know of an error. Never its message: that of a denial names the
 * account and the role. The request id is enough to find the rest in AWS's own logs.
 *
 * @param {unknown} error
 */
export function describe(error) {
  const description = error instanceof PatchlensError ? members(error) : { code: 'internal' };
  console.error(`patchlens: ${JSON.stringify(description)}`);
  return description;
}

/** An error about credentials has what STS answered in its cause. */
function members({ code, reason, cause, ...error }) {
  const from = code === 'credentials' && cause instanceof PatchlensError ? cause : error;
  const { operation, awsCode, status, requestId, attempts } = from;
  return { code, reason, operation, awsCode, status, requestId, attempts };
}
