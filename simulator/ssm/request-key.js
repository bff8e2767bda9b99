/**
 * What a call asks for, as text: the same for all pages of a listing, another for another caller.
 * The size of a page may change from page to page.
 * @param {import('../simulated-service.js').Call} call
 */
export function requestKey({ operation, input, accessKeyId }) {
  const parameters = { ...input, NextToken: undefined, MaxResults: undefined };
  return JSON.stringify([operation, accessKeyId, parameters]);
}
