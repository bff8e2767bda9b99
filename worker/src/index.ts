import type { Env } from './env.ts';
import { startRuns } from './start-runs.ts';

export { ScanScope } from './scan-scope.ts';

export default {
  /** Cron: a run of each scope. */
  async scheduled({ scheduledTime }: ScheduledController, env: Env): Promise<void> {
    await startRuns(env, scheduledTime);
  },

  fetch(): Response {
    return new Response('Not found\n', { status: 404 });
  },
};
