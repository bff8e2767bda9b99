import type { FleetSource } from 'patchlens/fleet';
import { useRef } from 'preact/hooks';
import { description } from '../fleet';
import type { Session } from '../session';

type Can = Awaited<ReturnType<FleetSource['describe']>>['can'];

/**
 * What the source of the fleet can do, by its last answer, so that an outage closes no view and no form.
 * `undefined` before the first answer.
 */
export function useCan(session: Session): Can | undefined {
  const last = useRef<{ session: Session; can: Can } | undefined>(undefined);
  const can = description.value.value?.can;
  if (can) last.current = { session, can };
  return last.current?.session === session ? last.current.can : undefined;
}
