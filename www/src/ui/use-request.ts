import type { ServerRequests } from '../load/server-requests';
import { currentSource } from '../fleet';
import type { Session } from '../session';
import { useAnswer } from './use-answer';

/**
 * Asks the server of a session something beside the questions, and again whenever the fleet may have changed.
 *
 * @param keys what makes it another question
 */
export function useRequest<T>(
  session: Session,
  ask: (server: ServerRequests) => Promise<T>,
  keys: readonly unknown[] = [],
): { answered: T | undefined; error: unknown } {
  const asked = useAnswer(() => {
    currentSource();
    const { server } = session.fleet.load;
    return server && ask(server);
  }, [session, ...keys]);
  return { answered: asked.value.value, error: asked.error.value };
}
