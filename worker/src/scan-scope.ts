import { WorkflowEntrypoint, type StepOptions, type WorkflowStep } from 'cloudflare:workers';
import { findCauses } from './alerts/find-causes.ts';
import type { Env } from './env.ts';
import { finish } from './finish.ts';
import { forget, timeOf, usable } from './history.ts';
import { metricsOf } from './metrics.ts';
import { begin, end, type End, type Run } from './runs.ts';
import type { ScanParams } from './scan-params.ts';
import { readSlices } from './slice.ts';

const STEP: StepOptions = {
  retries: { limit: 3, delay: '2 seconds', backoff: 'exponential' },
  timeout: '10 minutes',
};

/**
 * A run of one account and Region, the owner of its rate. Each step leaves the database in order, and
 * its result holds no credentials: the engine keeps results, and shows them.
 */
export class ScanScope extends WorkflowEntrypoint<Env, ScanParams> {
  async run({ payload }: { payload: ScanParams }, step: WorkflowStep): Promise<unknown> {
    const { env } = this;
    const begun = await step.do('begin', STEP, () => begin(env.DB, payload));
    if ('refused' in begun) return said({ event: 'run-refused', ...payload, reason: begun.refused });
    const { run } = begun;
    const rows = { rowsWritten: 0 };
    let outcome: End;
    try {
      outcome = await this.#read(run, { step, rows });
    } catch (error) {
      outcome = { status: 'failed', error: error instanceof Error ? error.message : String(error) };
      const failed = outcome;
      await step.do('fail', STEP, () => end(env.DB, run, failed));
    }
    await this.#alert(run, step);
    await step.do('forget', STEP, () => forget(env.HISTORY, run));
    const metrics = await step.do('metrics', STEP, () => metricsOf(env.DB, run));
    return said({ event: 'run-ended', ...payload, ...outcome, ...metrics, ...rows });
  }

  /** Alerts that cannot be entered do not change how the run ended. */
  async #alert(run: Run, step: WorkflowStep): Promise<void> {
    try {
      await step.do('alerts', STEP, () => findCauses(this.env, timeOf(run), run.fleetScope));
    } catch (error) {
      said({ event: 'alerts-failed', scope: run.fleetScope, run: run.run, error: String(error) });
    }
  }

  async #read(
    begun: Run,
    { step, rows }: { step: WorkflowStep; rows: { rowsWritten: number } },
  ): Promise<End> {
    const previous = await step.do('previous', STEP, () => usable(this.env.HISTORY, begun.previous));
    const run = { ...begun, previous };
    let slices = 0;
    for (let isDone = false; !isDone; ) {
      const sliced = await step.do(`slices from ${slices}`, STEP, () => readSlices(this.env, run));
      rows.rowsWritten += sliced.rowsWritten;
      if (sliced.error !== undefined) throw new Error(sliced.error);
      ({ slice: slices, isDone } = sliced);
    }
    const finished = await step.do('finish', STEP, () => finish(this.env, run, slices));
    rows.rowsWritten += finished.rowsWritten;
    return finished;
  }
}

/** Logs what the instance returns. */
function said<Outcome>(outcome: Outcome): Outcome {
  console.log(JSON.stringify(outcome));
  return outcome;
}
