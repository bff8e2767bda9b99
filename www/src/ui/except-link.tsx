import type { ComponentChildren } from 'preact';
import { description } from '../fleet';
import { exceptHash } from '../model/except-link';
import type { NodePlace } from '../model/route';
import { session } from '../session';
import { Dash } from './patch-cells';

interface Props {
  patch: { kb: string; title: string };
  node: NodePlace;
  /** Whether the link is in the tab order. */
  active?: boolean;
  /** What stands in its place where open patches are not read, so that an exception covers nothing. */
  absent?: ComponentChildren;
}

/** To the form for an exception of this patch on this node. */
export function ExceptLink({
  patch,
  node,
  active = false,
  absent = <Dash title="None" />,
}: Props) {
  const { kind, fleet } = session.value ?? {};
  // The exceptions of a server are its own; some let their editors change them.
  const can = description.value.value?.can ?? [];
  const isOthers = kind === 'server' && !(can.includes('exceptions') && can.includes('edit-exceptions'));
  if (isOthers || !fleet?.load.readsFindings) return <>{absent}</>;
  return (
    <a class="except-link" href={exceptHash(patch, node)} tabIndex={active ? 0 : -1}>
      Add exception
      <span class="visually-hidden"> for {patch.title || patch.kb}</span>
    </a>
  );
}
