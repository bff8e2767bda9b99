/**
 * What a call asks for, as text: the same for all pages of a listing, another for another caller or
 * place.
 * The size of a page may change from page to page.
 * @param {import('../simulated-service.js').Call} call
 */
export function requestKey({ operation, input, accessKeyId, account, region }) {
  const parameters = { ...input, NextToken: undefined, MaxResults: undefined };
  const place = account === undefined ? [] : [account, region];
  return JSON.stringify([operation, accessKeyId, parameters, ...place]);
}
