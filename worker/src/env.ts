import type { ScanParams } from './scan-params.ts';

/** The bindings of wrangler.jsonc, and the secrets. */
export interface Env {
  DB: D1Database;
  HISTORY: R2Bucket;
  SCAN: Workflow<ScanParams>;
  SCOPES: string;
  SLICE_REQUESTS: string;
  SLICE_SECONDS: string;
  TARGETS: string;
  ALERT_SHARE_DROP: string;
  ALERT_WEBHOOKS: string;
  DIGEST_HOUR: string;
  AWS_ENDPOINT_URL?: string;
  AWS_ACCESS_KEY_ID: string;
  AWS_SECRET_ACCESS_KEY: string;
  EXTERNAL_ID?: string;
  FLEET_MAX_BYTES?: string;
  ACCESS_ISSUER?: string;
  ACCESS_AUDIENCE?: string;
  ACCESS_ROLES?: string;
}
