import type { PatchlensError } from 'patchlens';
import { localSource, type FleetScope, type FleetSource } from 'patchlens/fleet';
import { ApiRefused } from './api-refused.ts';
import type { LoadedFleet } from './loaded-fleet.ts';
import type { WatchedScope } from './watched-scope.ts';

/** What someone can do beside asking. */
export type Can = Description['can'];

type Description = Awaited<ReturnType<FleetSource['describe']>>;

/** The questions of a fleet, whose description names all scopes that are watched. */
export function watchSource(loaded: LoadedFleet, scopes: WatchedScope[], can: Can): FleetSource {
  const source = localSource(loaded.fleet);
  const problems = problemsOf(loaded, scopes);
  return {
    ...source,
    async describe() {
      const description = await source.describe();
      const read = new Map(description.scopes.map((scope) => [scope.id, scope]));
      const complete = description.complete && problems.size === 0;
      const told = scopes.map((scope) => described(scope, read.get(scope.id), problems));
      return { ...description, scopes: told, complete, can, ...readingOf(scopes) };
    },
    async summary(query) {
      const summary = await source.summary(query);
      const failedScopes = scopes.filter(({ id }) => problems.has(id)).length;
      return { ...summary, failedScopes: Math.max(summary.failedScopes, failedScopes) };
    },
    async node(scopeId, instanceId) {
      const node = await source.node(scopeId, instanceId);
      const isRead = loaded.fleet.scopes.some(({ id }) => id === scopeId);
      const problem = problems.get(scopeId);
      if (node || isRead || problem === undefined) return node;
      throw new ApiRefused('unavailable', `${scopeId} cannot be read: ${problem}`);
    },
  };
}

/** The runs that are under way. How far they are is not known before their end. */
function readingOf(scopes: WatchedScope[]): Pick<Description, 'scanning'> {
  const running = scopes.flatMap(({ id: scopeId, runStarted: at }) => {
    return at === undefined ? [] : [{ scopeId, at }];
  });
  if (running.length === 0) return {};
  const startedAt = new Date(Math.min(...running.map(({ at }) => at)));
  return { scanning: { startedAt, scopes: running.map(({ scopeId }) => ({ scopeId })) } };
}

/** Why scopes are not as they should be, by their ids. */
export function problemsOf(loaded: LoadedFleet, scopes: WatchedScope[]): Map<string, string> {
  const problems = new Map(loaded.problems);
  for (const { id, error } of scopes) if (error !== undefined) problems.set(id, error);
  return problems;
}

function described(
  { id, account, region }: WatchedScope,
  read: FleetScope | undefined,
  problems: Map<string, string>,
): FleetScope {
  const message = problems.get(id);
  const scope = { id, account, region, ...read };
  if (message === undefined) return scope;
  const error = { code: 'service', message, reason: 'other', retryable: true, name: 'PatchlensError' };
  return { ...scope, error: error as PatchlensError };
}
