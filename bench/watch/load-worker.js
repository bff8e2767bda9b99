/** The Worker's API, which also loads a fleet of R2 into D1 and says what D1 took for a question. */
import { Fleet } from 'patchlens/fleet';
import { FleetCache } from '../../worker/src/api/fleet-cache.ts';
import { answerApi } from '../../worker/src/api/router.ts';
import { rulesOf } from '../../worker/src/api/rules.ts';
import { read } from '../../worker/src/history.ts';
import { nodeRecords } from '../../worker/src/node-record.ts';
import { idsIn } from '../../worker/src/slice.ts';
import { nodeStatements } from '../../worker/src/store-nodes.ts';

export { ScanScope } from '../../worker/src/scan-scope.ts';

const NODES = 2000;
const isolate = { now: () => Date.now(), rules: rulesOf, fleets: new FleetCache() };

export default {
  async fetch(request, env, execution) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/load') return load(env, Object.fromEntries(searchParams));
    const taken = { ms: 0 };
    const answer = await answerApi(request, { ...env, DB: timed(env.DB, taken) }, execution, isolate);
    const response = new Response(answer.body, answer);
    response.headers.set('d1-ms', String(taken.ms));
    return response;
  },
};

/** Stores the nodes of a fleet as a run does. */
async function load({ HISTORY, DB }, { key, scope }) {
  using fleet = await Fleet.open(await read(HISTORY, key));
  const ids = [...idsIn(fleet)];
  for (let at = 0; at < ids.length; at += NODES) {
    const some = ids.slice(at, at + NODES);
    const nodes = await nodeRecords(fleet, scope, some, { errors: new Map(), progress: 'all-read' });
    await DB.batch(nodeStatements(DB, { scopeId: 1, run: 1 }, nodes));
  }
  // The pages of the database by their size; D1 permits no PRAGMA page_count.
  const { meta } = await DB.prepare('SELECT 1').all();
  return Response.json({ databaseBytes: meta.size_after });
}

/** A database that adds up the `duration` of its lists. */
function timed(db, taken) {
  const statement = (own) => ({
    bind: (...values) => statement(own.bind(...values)),
    first: () => own.first(),
    run: () => own.run(),
    all: async () => {
      const result = await own.all();
      taken.ms += result.meta.duration;
      return result;
    },
  });
  return { prepare: (sql) => statement(db.prepare(sql)), batch: (statements) => db.batch(statements) };
}
