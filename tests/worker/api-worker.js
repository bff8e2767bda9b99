/** The Worker at the time of the table of questions, with its rules. */
import { FleetCache } from '../../worker/src/api/fleet-cache.ts';
import { answerApi } from '../../worker/src/api/router.ts';
import table from '../data/fleet/questions.json';

export { ScanScope } from '../../worker/src/scan-scope.ts';

const { now, ...rules } = table.rules;
const isolate = { now: () => Date.parse(now), rules: () => rules, fleets: new FleetCache() };

export default {
  fetch: (request, env, execution) => answerApi(request, env, execution, isolate),
};
