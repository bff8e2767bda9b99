/** Where the texts that were signed differ from those that a service says it computed. */
import { textOf } from './sources/xml.js';

const SHOWN =
  /\s*The Canonical String for this request should have been\n'([^]*?)'\n\nThe String-to-Sign should have been\n'([^]*?)'/;
const STEPS = ['canonical request', 'string to sign'];

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
  for (const [step, name] of STEPS.entries()) {
    const [ours, theirs] = [signed, shown].map((texts) => texts[step].split('\n'));
    const at = [...ours, ...theirs].findIndex((_, index) => ours[index] !== theirs[index]);
    const values = [ours[at] ?? '', theirs[at] ?? ''];
    if (values[0] !== values[1]) {
      const place = `${name}, line ${at + 1}${step ? '' : aboutOf(ours, at, values)}: `;
      // The token is a secret, in a header as in a query.
      if (/security-token/i.test(values)) return `${place}they differ`;
      return `${place}signed "${values[0]}", the service computed "${values[1]}"`;
    }
  }
  return 'the service computed the same; the secret access key is another';
}

/** What a line of a canonical request is about. An empty one ends the headers. */
function aboutOf(lines, at, [ours, theirs]) {
  if (at > 2 && at <= lines.indexOf('', 3)) return ` (header ${(ours || theirs).split(':', 1)})`;
  return [' (method)', ' (path)', ' (query)'][at] ?? (lines[at + 1] ? '' : ' (hash of the body)');
}
