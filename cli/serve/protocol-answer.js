/** Answers in the form of docs/backend-protocol.md that are not those of `serveFleet`. */

const PROTOCOL = 'patchlens-fleet/1';

/** @param {{ answer: unknown } | { error: { code: string, message: string } }} members */
export function protocolAnswer(status, members, headers = {}) {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify({ protocol: PROTOCOL, ...members }),
  };
}

export function protocolError(status, code, message, headers) {
  return protocolAnswer(status, { error: { code, message } }, headers);
}
