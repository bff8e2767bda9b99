/** Cells that tables of patches share. */
import { useState } from 'preact/hooks';
import { severityRank, stateEffect, stateLabel } from '../model/patch';
import { Icon, type IconName } from './icon';

/** In the place of a value that is absent. */
export function Dash({ title = 'Not reported' }: { title?: string }) {
  return (
    <span class="muted absent" title={title}>
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{title}</span>
    </span>
  );
}

const STATE_ICONS: Record<string, IconName> = {
  INSTALLED: 'compliant',
  INSTALLED_OTHER: 'compliant',
  INSTALLED_PENDING_REBOOT: 'refresh',
  AVAILABLE_SECURITY_UPDATE: 'download',
  NOT_APPLICABLE: 'pending',
};

const TONES = { open: 'tone-non-compliant', remark: 'tone-stale', none: 'tone-plain' } as const;

export function State({ state }: { state: string }) {
  const effect = stateEffect(state);
  const icon = STATE_ICONS[state] ?? 'non-compliant';
  return (
    <span class={`badge ${TONES[effect]}`}>
      <Icon name={icon} />
      {stateLabel(state)}
    </span>
  );
}

export function Severity({ severity }: { severity: string }) {
  if (!severity) return <Dash />;
  return <span class={`severity severity-${Math.floor(severityRank(severity))}`}>{severity}</span>;
}

/** Links are in the tab order only in the row with the focus, so that Tab can leave the list. */
function tabIndexIn(active: boolean): number {
  return active ? 0 : -1;
}

/** A link for the KB numbers of Windows; Linux packages have names instead. */
export function Kb({ kb, active }: { kb: string; active: boolean }) {
  const number = /^KB(\d+)$/i.exec(kb)?.[1];
  if (!number)
    return kb ? (
      <span class="clip" title={kb}>
        {kb}
      </span>
    ) : (
      <Dash />
    );
  return (
    <Outside href={`https://support.microsoft.com/help/${number}`} text={kb} active={active} />
  );
}

/** More than this would make the row too high. */
const FEW_CVES = 3;

export function Cves({ ids, active }: { ids: string[]; active: boolean }) {
  const [all, setAll] = useState(ids.length <= FEW_CVES + 1);
  if (ids.length === 0) return <Dash />;
  return (
    <span class="cves">
      {(all ? ids : ids.slice(0, FEW_CVES)).map((id) => (
        <Cve key={id} id={id} active={active} />
      ))}
      {!all && (
        <button
          type="button"
          class="link-button"
          tabIndex={tabIndexIn(active)}
          onClick={() => setAll(true)}
        >
          {ids.length - FEW_CVES} more
        </button>
      )}
    </span>
  );
}

function Cve({ id, active }: { id: string; active: boolean }) {
  if (!/^CVE-\d{4}-\d{4,}$/i.test(id)) return <span>{id}</span>;
  return (
    <Outside
      href={`https://nvd.nist.gov/vuln/detail/${id.toUpperCase()}`}
      text={id}
      active={active}
    />
  );
}

function Outside({ href, text, active }: { href: string; text: string; active: boolean }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" tabIndex={tabIndexIn(active)}>
      {text}
    </a>
  );
}
