import { webhooksOf, type Webhook } from './settings.ts';
import { signedHeaders } from './sign.ts';

/** After 11 hours: 5 minutes, and twice as long each time. */
const ATTEMPTS = 8;
const FIRST_DELAY_MS = 5 * 60_000;
const TIMEOUT_MS = 10_000;
/** A Worker has six connections. */
const AT_ONCE = 6;
const ROUNDS = 20;
const SHORTEST_SECRET = 32;

/** What sends alerts. It has the secrets, too, by the names of the configuration. */
export interface DeliverySettings {
  DB: D1Database;
  ALERT_WEBHOOKS: string;
}

interface Delivery {
  alert_id: string;
  webhook: string;
  attempts: number;
  kind: string;
  at: number;
  detail: string;
}

/** Passed in by tests alone. */
interface Network {
  clock: () => number;
  send: (url: URL, init: RequestInit) => Promise<Response>;
}

/**
 * Sends what is due. An attempt counts, and the next one has its time, before it is sent: so a Worker
 * that ends at any point loses nothing, and sends an alert again at most with the same id.
 *
 * @throws if the configuration is wrong
 */
export async function deliver(
  env: DeliverySettings,
  { clock = Date.now, send = (url, init) => fetch(url, init) }: Partial<Network> = {},
): Promise<void> {
  const webhooks = new Map(webhooksOf(env.ALERT_WEBHOOKS).map((it) => [it.name, it]));
  await route(env.DB, [...webhooks.keys()], clock());
  for (let round = 0; round < ROUNDS; round += 1) {
    const due = await claim(env.DB, clock());
    if (due.length === 0) return;
    const ended = await Promise.allSettled(
      due.map(async (delivery) => {
        const webhook = webhooks.get(delivery.webhook);
        const problem = await attempt(env, webhook, { delivery, clock, send });
        await record(env.DB, delivery, { problem, now: clock() });
      }),
    );
    const errors = ended.filter((it) => it.status === 'rejected').map(({ reason }) => reason);
    if (errors.length > 0) throw new AggregateError(errors, `cannot deliver: ${errors.join('; ')}`);
  }
}

/** Enters the deliveries of new alerts, and gives up those whose last attempt ended without a word. */
async function route(db: D1Database, names: string[], now: number): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO delivery (alert_id, webhook, next_at)
         SELECT alert_id, value, ?2 FROM alert CROSS JOIN json_each(?1) WHERE routed = 0
         ON CONFLICT DO NOTHING`,
      )
      .bind(JSON.stringify(names), now),
    db.prepare('UPDATE alert SET routed = 1 WHERE routed = 0'),
    db
      .prepare(
        `UPDATE delivery SET status = 'dead', ended = ?1,
           last_error = coalesce(last_error, 'the last attempt ended without a word')
         WHERE status = 'waiting' AND next_at <= ?1 AND attempts >= ${ATTEMPTS}`,
      )
      .bind(now),
  ]);
}

async function claim(db: D1Database, now: number): Promise<Delivery[]> {
  const { results } = await db
    .prepare(
      `UPDATE delivery SET attempts = attempts + 1, next_at = ?1 + (${FIRST_DELAY_MS} << attempts)
       WHERE (alert_id, webhook) IN (SELECT alert_id, webhook FROM delivery
         WHERE status = 'waiting' AND next_at <= ?1 ORDER BY next_at LIMIT ${AT_ONCE})
       RETURNING alert_id, webhook, attempts,
         (SELECT kind FROM alert WHERE alert.alert_id = delivery.alert_id) AS kind,
         (SELECT at FROM alert WHERE alert.alert_id = delivery.alert_id) AS at,
         (SELECT detail FROM alert WHERE alert.alert_id = delivery.alert_id) AS detail`,
    )
    .bind(now)
    .all<Delivery>();
  return results;
}

/** @returns what was wrong */
async function attempt(
  env: DeliverySettings,
  webhook: Webhook | undefined,
  { delivery, clock, send }: { delivery: Delivery } & Network,
): Promise<string | undefined> {
  if (!webhook) return 'ALERT_WEBHOOKS does not have it';
  const secret = (env as unknown as Record<string, unknown>)[webhook.secret];
  if (typeof secret !== 'string' || secret.length < SHORTEST_SECRET) {
    return `the secret ${webhook.secret} is not set, or shorter than ${SHORTEST_SECRET} characters`;
  }
  const body = bodyOf(delivery);
  const headers = await signedHeaders(secret, body, clock());
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { status, body: answer } = await send(webhook.url, {
      ...{ method: 'POST', headers, body, signal },
      redirect: 'manual',
    });
    await answer?.cancel();
    return status >= 200 && status < 300 ? undefined : `status ${status}`;
  } catch (error) {
    return withoutAddress(String(error), webhook.url);
  }
}

/** The same for each attempt. */
function bodyOf({ alert_id, kind, at, detail }: Delivery): string {
  return JSON.stringify({
    id: alert_id,
    kind,
    at: new Date(at).toISOString(),
    ...(JSON.parse(detail) as object),
  });
}

/** The path of a webhook is a secret of some receivers. */
function withoutAddress(message: string, { href, pathname, search }: URL): string {
  const path = `${pathname}${search}`;
  const named = message.replaceAll(href, 'the webhook');
  return path === '/' ? named : named.replaceAll(path, '/…');
}

async function record(
  db: D1Database,
  { alert_id, webhook, attempts }: Delivery,
  { problem, now }: { problem: string | undefined; now: number },
): Promise<void> {
  const isLast = problem !== undefined && attempts >= ATTEMPTS;
  const status = isLast ? 'dead' : problem === undefined ? 'sent' : 'waiting';
  await db
    .prepare(
      `UPDATE delivery SET status = ?3, last_error = ?4, ended = ?5
       WHERE alert_id = ?1 AND webhook = ?2 AND status = 'waiting'`,
    )
    .bind(alert_id, webhook, status, problem ?? null, status === 'waiting' ? null : now)
    .run();
  const said = { event: `alert-${status}`, id: alert_id, webhook, attempts, error: problem };
  console.log(JSON.stringify(said));
}
