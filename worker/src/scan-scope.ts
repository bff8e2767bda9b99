import { WorkflowEntrypoint, type StepOptions, type WorkflowStep } from 'cloudflare:workers';
import type { Env } from './env.ts';
import { finish } from './finish.ts';
import { forget, usable } from './history.ts';
import { begin, end, type Position, type Run } from './runs.ts';
import type { ScanParams } from './scan-params.ts';
import { readSlice } from './slice.ts';

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
    const { run, position } = begun;
    let outcome: object;
    try {
      outcome = await this.#read(run, position, step);
    } catch (error) {
      const failed = { status: 'failed' as const, error: String(error) };
      await step.do('fail', STEP, () => end(env.DB, run, failed));
      outcome = failed;
    }
    await step.do('forget', STEP, () => forget(env.HISTORY, run));
    return said({ event: 'run-ended', ...payload, ...outcome });
  }

  async #read(begun: Run, from: Position, step: WorkflowStep): Promise<object> {
    const previous = await step.do('previous', STEP, () => usable(this.env.HISTORY, begun.previous));
    const run = { ...begun, previous };
    let at = from;
    let rowsWritten = 0;
    while (!at.isDone) {
      const position = at;
      const sliced = await step.do(`slice ${position.slice}`, STEP, () =>
        readSlice(this.env, run, position),
      );
      rowsWritten += sliced.rowsWritten;
      at = sliced;
    }
    const slices = at.slice;
    const finished = await step.do('finish', STEP, () => finish(this.env, run, slices));
    return { ...finished, rowsWritten: rowsWritten + finished.rowsWritten };
  }
}

/** Logs what the instance returns. */
function said<Outcome>(outcome: Outcome): Outcome {
  console.log(JSON.stringify(outcome));
  return outcome;
}
