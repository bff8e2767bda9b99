import { useEffect, useMemo } from 'preact/hooks';
import { answer, type Answer } from '../answer';

/**
 * The answer to a question of a view, asked while the view is there.
 *
 * @param keys what makes it another question, beside the signals that it reads
 */
export function useAnswer<T>(
  ask: () => Promise<T> | undefined,
  keys: readonly unknown[],
): Answer<T> {
  const asked = useMemo(() => answer(ask), keys);
  useEffect(() => asked.dispose, [asked]);
  return asked;
}
