import { PatchlensError } from 'patchlens';

/** An answer that is no success; its body says the code and nothing else. */
export class Refusal extends Error {
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
/** Of errors that whoever asks can do something about; the others are between here and AWS. */
const STATUSES = { InvalidInstanceId: 404, 'invalid-input': 400 };

/**
 * @param {unknown} error
 * @returns {Response}
 */
export function refused(error) {
  if (error instanceof Refusal) {
    if (error.isLogged) console.error(`patchlens: ${error.message}`);
    return json(error.status, { code: error.code });
  }
  const told = described(error);
  return json(STATUSES[told.awsCode] ?? STATUSES[told.code] ?? 502, told);
}

function json(status, error) {
  const headers = { 'cache-control': 'no-store', ...HEADERS[status] };
  return Response.json({ error }, { status, headers });
}

/**
 * What is told of an error, and written to the log. Never its message: that of a denial names the
 * account and the role, which are nobody's business out there, and the request id finds all of it.
 *
 * @param {unknown} error
 */
export function described(error) {
  const told = error instanceof PatchlensError ? members(error) : { code: 'internal' };
  console.error(`patchlens: ${JSON.stringify(told)}`);
  return told;
}

/** Of an error about credentials the cause says why: STS gave none. */
function members({ code, cause, ...error }) {
  const from = code === 'credentials' && cause instanceof PatchlensError ? cause : error;
  const { operation, awsCode, status, requestId, attempts } = from;
  return { code, operation, awsCode, status, requestId, attempts };
}
