import { deliver, type DeliverySettings } from './deliver.ts';
import { digestOf } from './digest.ts';
import { findCauses, type AlertSettings } from './find-causes.ts';
import { raise } from './outbox.ts';

/** The cron of alerts in wrangler.jsonc; every other one starts runs. */
export const ALERTS_CRON = '*/5 * * * *';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_DAYS = 400;
/** Causes that are about a day. */
const OF_A_DAY = "(key LIKE 'digest/%' OR key LIKE 'share-dropped/%')";

/** The settings of everything about alerts. */
export interface TickSettings extends AlertSettings, DeliverySettings {
  /** The hour in UTC from which the digest of a day is sent. */
  DIGEST_HOUR: string;
}

/** Every five minutes: the digest once a day, and everything that is due to be sent. */
export async function tick(env: TickSettings, now: number): Promise<void> {
  // What waits is sent even if no digest can be made; the error comes at the end.
  const results = [await settled(daily(env, now)), await settled(deliver(env))];
  const errors = results.filter((error) => error !== undefined);
  if (errors.length > 0) throw new AggregateError(errors, errors.join('; '));
}

async function settled(work: Promise<void>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error ?? new Error('failed without an error'),
  );
}

async function daily(env: TickSettings, now: number): Promise<void> {
  if ((now % DAY_MS) / HOUR_MS < hourOf(env.DIGEST_HOUR)) return;
  const key = `digest/${new Date(now).toISOString().slice(0, 10)}`;
  const made = await env.DB.prepare('SELECT 1 FROM cause WHERE key = ?').bind(key).first();
  if (made) return;
  // Findings grow old in scopes whose runs fail or never end, too.
  await findCauses(env, now);
  await raise(env.DB, { key, kind: 'digest', detail: await digestOf(env, now) }, now);
  await prune(env.DB, now);
}

function hourOf(text: string): number {
  const hour = Number(text);
  if (text.trim() !== '' && Number.isInteger(hour) && hour >= 0 && hour <= 23) return hour;
  throw new Error(`DIGEST_HOUR: expected 0 to 23, but is ${JSON.stringify(text)}`);
}

/** Forgets what is over. A cause that lasts stays, whatever the age of its alert. */
async function prune(db: D1Database, now: number): Promise<void> {
  const before = now - KEPT_DAYS * DAY_MS;
  const old = `alert_id IN (SELECT alert_id FROM alert WHERE at < ?)`;
  await db.batch([
    db.prepare(`DELETE FROM delivery WHERE ${old}`).bind(before),
    db.prepare(`DELETE FROM cause WHERE ${old} AND ${OF_A_DAY}`).bind(before),
    db.prepare('DELETE FROM alert WHERE at < ?').bind(before),
  ]);
}
