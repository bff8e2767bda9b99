import { ALERTS_CRON, tick } from './alerts/tick.ts';
import { FleetCache } from './api/fleet-cache.ts';
import { answerApi } from './api/router.ts';
import { rulesOf } from './api/rules.ts';
import type { Env } from './env.ts';
import { startRuns } from './start-runs.ts';

export { ScanScope } from './scan-scope.ts';

const isolate = { now: () => Date.now(), rules: rulesOf, fleets: new FleetCache() };

export default {
  /** Cron: a run of each scope, or what is due of the alerts. */
  async scheduled({ cron, scheduledTime }: ScheduledController, env: Env): Promise<void> {
    if (cron === ALERTS_CRON) await tick(env, scheduledTime);
    else await startRuns(env, scheduledTime);
  },

  /** The API; Cloudflare serves the page without the Worker. */
  fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    return answerApi(request, env, execution, isolate);
  },
};
