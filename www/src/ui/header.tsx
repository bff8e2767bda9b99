import { batch } from '@preact/signals';
import { forgetExternalIds } from '../connect-draft';
import { isUnconnected } from '../linked-scopes';
import { CONNECT_HASH } from '../model/route';
import { scopesWords } from '../model/scope';
import { backToFleet, go, route } from '../navigation';
import { disconnect, openSample, sample, session, type Session } from '../session';
import { chooseTheme, THEMES, theme, type Theme } from '../theme';
import { Icon } from './icon';
import { KeysButton } from './keys-button';
import { ScopesChip } from './scopes-chip';

export function Header() {
  const now = session.value;
  return (
    <header class="top">
      <a class="brand" href={backToFleet()}>
        <img src="./icon.svg" alt="" width="24" height="24" />
        <span class="brand-name">patchlens</span>
      </a>
      {now && <ConnectionChip session={now} />}
      <span class="spacer" />
      {now && now.kind !== 'sample' && (
        <button class="button button-small" type="button" onClick={leave}>
          {now.kind === 'file' ? 'Close' : 'Disconnect'}
        </button>
      )}
      <KeysButton />
      <ThemeChoice />
    </header>
  );
}

function ConnectionChip({ session: now }: { session: Session }) {
  if (now.scopes.length > 1) return <ScopesChip session={now} />;
  const { kind, region, endpoint, scopes } = now;
  const live = endpoint ?? `AWS’s endpoint for ${region}`;
  return (
    <span class="chip" title={kind === 'file' ? 'A saved fleet' : live}>
      <span class="chip-region">{scopes[0] ?? 'No scope'}</span>
      {endpoint && <span class="muted chip-host">{new URL(endpoint).host}</span>}
    </span>
  );
}

/** Forgets the keys, and shows the sample fleet or the form. */
function leave(): void {
  batch(() => {
    disconnect();
    forgetExternalIds();
    if (sample.value) void openSample(sample.value);
    // The address of before names what is not connected any more.
    go(sample.value ? backToFleet() : CONNECT_HASH);
  });
}

function ThemeChoice() {
  return (
    <div class="segments" role="group" aria-label="Theme">
      {THEMES.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={theme.value === name}
          aria-label={`${THEME_LABELS[name]} theme`}
          title={`${THEME_LABELS[name]} theme`}
          onClick={() => chooseTheme(name)}
        >
          <Icon name={name} />
        </button>
      ))}
    </div>
  );
}

const THEME_LABELS: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Says on each view of the sample fleet that it is simulated. */
export function SampleBanner() {
  const now = session.value;
  if (now?.kind !== 'sample' || route.value.page === 'connect') return null;
  if (isUnconnected.value) return null;
  const scopes = now.scopes.length > 1 ? ` of ${scopesWords(now.scopes)}` : '';
  return (
    <aside class="banner" aria-label="Sample fleet">
      <p>
        <strong>Sample fleet.</strong> These nodes{scopes} are simulated: a simulator of Systems Manager
        answers {sample.value?.simulated ? 'in this browser' : 'over real HTTP'} and checks every
        signature.
      </p>
      <a class="button button-small" href={CONNECT_HASH}>
        Connect your own fleet
      </a>
    </aside>
  );
}
