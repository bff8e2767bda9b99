import type { Table } from 'patchlens/fleet';
import { invalid } from './api-refused.ts';
import type { Context } from './context.ts';
import { currentFleet } from './current-fleet.ts';
import { paramsOf } from './input.ts';
import type { LoadedFleet } from './loaded-fleet.ts';
import { problemsOf } from './watch-source.ts';

const TABLES = ['nodes', 'findings', 'patches', 'cves'];

/** A whole table as NDJSON. */
export async function exported(request: Request, context: Context): Promise<Response> {
  const params = paramsOf(request, ['table', 'scopeId']);
  const table = params.get('table');
  if (table === undefined || !TABLES.includes(table)) {
    throw invalid('table', `one of ${TABLES.join(', ')}`, table);
  }
  const scope = params.get('scopeId');
  const { loaded, scopes } = await currentFleet(context, scope === undefined ? [] : [scope]);
  const complete = loaded.fleet.complete && problemsOf(loaded, scopes).size === 0;
  return new Response(lines(loaded, table as Table), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'patchlens-complete': String(complete),
    },
  });
}

/** A chunk when the client is ready for it. The fleet is released at the end, or if the client goes. */
function lines(loaded: LoadedFleet, table: Table): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const chunks = loaded.fleet.ndjson(table)[Symbol.iterator]();
  const end = () => {
    chunks.return?.();
    loaded.release();
  };
  return new ReadableStream({
    pull(controller) {
      try {
        const { value, done } = chunks.next();
        if (!done) return controller.enqueue(encoder.encode(value));
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      end();
    },
    cancel: end,
  });
}
