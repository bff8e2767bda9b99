// Compares the signed texts with those that a service shows in its error response.
import { textOf } from './xml.js';

const PARTS = (
  'method,path,query,signed headers,hash of the body,' +
  'algorithm,time,scope,hash of the canonical request'
).split(',');

export function explainSignatureMismatch({ canonicalRequest, stringToSign }, response) {
  const texts = ['CanonicalRequest', 'StringToSign'].map((name) => textOf(response, name));
  const shown = texts.includes(undefined) ? shownIn(messageOf(response))?.texts : texts;
  return shown && difference([canonicalRequest, stringToSign], shown);
}

function messageOf(answer) {
  try {
    const { message, Message, Error } = JSON.parse(answer);
    return message ?? Message ?? Error.Message;
  } catch {
    return textOf(answer, 'Message') ?? answer;
  }
}

/**
 * @param {string} message of an error response
 * @param {string[]} signed canonical request and string to sign
 * @returns {string} the message with the difference in place of the texts that it shows
 */
export function shortened(message, signed) {
  const { texts, start, end } = shownIn(message) ?? {};
  if (texts === undefined) return message;
  const before = message.slice(0, start).trimEnd();
  return `${before} In short: ${difference(signed, texts)}${message.slice(end)}`;
}

/**
 * The texts in AWS's message `The Canonical String for this request should have been '…' The
 * String-to-Sign should have been '…'`, and where they stand. No regular expression: this takes
 * linear time on any message.
 */
function shownIn(message) {
  if (typeof message !== 'string') return undefined;
  const start = message.indexOf('The Canonical String');
  const open = message.indexOf("'", start);
  const middle = message.indexOf('The String-to-Sign', open);
  if (start < 0 || open < 0 || middle < 0) return undefined;
  const canonical = message.slice(open + 1, middle).trimEnd();
  const second = message.indexOf("'", middle);
  const end = message.indexOf("'", second + 1);
  if (!canonical.endsWith("'") || second < 0 || end < 0) return undefined;
  const texts = [canonical.slice(0, -1), message.slice(second + 1, end)];
  return { texts, start, end: end + 1 };
}

function difference(signed, shown) {
  const [ours, theirs] = [signed, shown].map((texts) => texts.join('\n').split('\n'));
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  if (at < 0) return 'the service computed the same; the secret access key is another';
  const [line, other = ''] = [ours[at], theirs[at]];
  // An empty line ends the headers; their names follow, and the hash of the body.
  const end = ours.indexOf('', 3);
  const isHeader = at > 2 && at <= end;
  const about = isHeader
    ? `header ${(line || other).split(':', 1)}`
    : PARTS[at < 3 ? at : at - end + 2];
  const place =
    at < end + 3 ? `canonical request, line ${at + 1}` : `string to sign, line ${at - end - 2}`;
  // The token is a secret, in a header as in a query.
  const isSecret = /security-token/i.test(line + other);
  const values = isSecret ? 'they differ' : `signed "${line}", the service computed "${other}"`;
  return `${place} (${about}): ${values}`;
}
