/** Where the texts that were signed differ from those that a service says it computed. */
import { textOf } from './sources/xml.js';

// What AWS says: The Canonical String for this request should have been '…' The String-to-Sign …
const SHOWN = /\s*The Canonical String[^']*'([^]*?)'\s+The String-to-Sign[^']*'([^]*?)'/;
const PARTS = (
  'method,path,query,signed headers,hash of the body,' +
  'algorithm,time,scope,hash of the canonical request'
).split(',');

export function explainSignatureMismatch({ canonicalRequest, stringToSign }, answer) {
  const texts = ['CanonicalRequest', 'StringToSign'].map((name) => textOf(answer, name));
  const shown = texts.includes(undefined) ? SHOWN.exec(messageOf(answer))?.slice(1) : texts;
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
 * The message of an error, in which texts that the service shows give way to how they differ from
 * what was signed.
 *
 * @param {string} message
 * @param {string[]} signed canonical request and string to sign
 */
export function shortened(message, signed) {
  return message.replace(SHOWN, (_, ...shown) => ` In short: ${difference(signed, shown)}`);
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
