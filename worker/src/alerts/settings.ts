import { publicAddress } from './address.ts';

/** A receiver of alerts. */
export interface Webhook {
  name: string;
  url: URL;
  /** The name of the secret that signs. */
  secret: string;
}

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const SECRET = /^ALERT_SECRET_[A-Z0-9_]+$/;

/**
 * The receivers in the text of the variable ALERT_WEBHOOKS.
 *
 * @throws for a text that is not such a list, with the member that is wrong
 */
export function webhooksOf(text: string): Webhook[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('ALERT_WEBHOOKS: expected a JSON list');
  const webhooks = list.map(webhookOf);
  const names = new Set(webhooks.map(({ name }) => name));
  if (names.size < webhooks.length) throw new Error('ALERT_WEBHOOKS: two have the same name');
  return webhooks;
}

function webhookOf(given: Record<string, unknown> | null, at: number): Webhook {
  const { name, url, secret } = given ?? {};
  const where = `ALERT_WEBHOOKS[${at}]`;
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw new Error(`${where}.name: not valid, but is ${JSON.stringify(name)}`);
  }
  // A secret itself, in the wrong place, must not be in the message.
  if (typeof secret !== 'string' || !SECRET.test(secret)) {
    throw new Error(`${where}.secret: expected the name of a secret, ALERT_SECRET_…`);
  }
  try {
    return { name, url: publicAddress(String(url)), secret };
  } catch (error) {
    throw new Error(`${where}.url: ${(error as Error).message}`);
  }
}

/**
 * The percentage points by which a share may not drop: the variable ALERT_SHARE_DROP.
 *
 * @throws for a text that is not a number above 0 and up to 100
 */
export function shareDropOf(text: string): number {
  const points = Number(text);
  if (points > 0 && points <= 100) return points;
  throw new Error(`ALERT_SHARE_DROP: expected percentage points, but is ${JSON.stringify(text)}`);
}
