/** What the Worker uses of Cloudflare's runtime, and no more. */

interface D1Statement {
  bind(...values: (string | number | null)[]): D1Statement;
  first<Row>(): Promise<Row | null>;
  all<Row>(): Promise<{ results: Row[] }>;
  run(): Promise<D1Result>;
}

interface D1Result {
  meta: { changes: number; rows_written: number };
}

interface D1Database {
  prepare(sql: string): D1Statement;
  /** One transaction. */
  batch(statements: D1Statement[]): Promise<D1Result[]>;
}

interface R2Bucket {
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  head(key: string): Promise<{ size: number } | null>;
  put(key: string, value: Uint8Array): Promise<unknown>;
  delete(keys: string[]): Promise<void>;
  list(options: { prefix: string }): Promise<{ objects: { key: string }[] }>;
}

interface Workflow<Params> {
  create(options: { id: string; params: Params }): Promise<Partial<Disposable>>;
}

interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
}

interface ScheduledController {
  cron: string;
  scheduledTime: number;
}

declare module 'cloudflare:workers' {
  export interface StepOptions {
    retries?: { limit: number; delay: string | number; backoff?: 'constant' | 'linear' | 'exponential' };
    timeout?: string | number;
  }

  export interface WorkflowStep {
    /** Keeps the result; a step with a kept result does not run again. */
    do<Result>(name: string, options: StepOptions, run: () => Promise<Result>): Promise<Result>;
  }

  export abstract class WorkflowEntrypoint<Env, Params> {
    protected env: Env;
    abstract run(event: { payload: Params }, step: WorkflowStep): Promise<unknown>;
  }
}
