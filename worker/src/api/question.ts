import { serveFleet } from 'patchlens/fleet';
import { invalid } from './api-refused.ts';
import type { Context } from './context.ts';
import { currentFleet } from './current-fleet.ts';
import { watchSource, type Can } from './watch-source.ts';

/** What anyone may read here beside the questions, and what an editor may change. */
const READS: Can = ['history', 'runs', 'dead-letters', 'exceptions'];
const CHANGES: Can = ['scan', 'edit-exceptions'];

/** Answers a question of docs/backend-protocol.md, about some scopes if the URL names them. */
export async function question(request: Request, context: Context): Promise<Response> {
  const { loaded, scopes } = await currentFleet(context, scopeIdsOf(request));
  try {
    const can: Can = context.identity.role === 'editor' ? [...READS, ...CHANGES] : READS;
    const onError = (error: unknown) => {
      throw error;
    };
    return await serveFleet(watchSource(loaded, scopes, can), { onError })(request);
  } finally {
    loaded.release();
  }
}

function scopeIdsOf(request: Request): string[] {
  const { searchParams } = new URL(request.url);
  const unknown = [...searchParams].find(([name]) => name !== 'scopeId');
  if (unknown) throw invalid(unknown[0], 'no parameter but scopeId', unknown[1]);
  return searchParams.getAll('scopeId');
}
