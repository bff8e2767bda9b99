import { ALERTS_CRON, tick } from './alerts/tick.ts';
import type { Env } from './env.ts';
import { startRuns } from './start-runs.ts';

export { ScanScope } from './scan-scope.ts';

export default {
  /** Cron: a run of each scope, or what is due of the alerts. */
  async scheduled({ cron, scheduledTime }: ScheduledController, env: Env): Promise<void> {
    if (cron === ALERTS_CRON) await tick(env, scheduledTime);
    else await startRuns(env, scheduledTime);
  },

  fetch(): Response {
    return new Response('Not found\n', { status: 404 });
  },
};
