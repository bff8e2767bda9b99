import { CONNECT_HASH } from '../model/route';
import { backToFleet, go, route } from '../navigation';
import { disconnect, openSample, sample, session, type Session } from '../session';
import { chooseTheme, THEMES, theme, type Theme } from '../theme';
import { Icon } from './icon';
import { KeysButton } from './keys-button';

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
      {now?.kind === 'own' && (
        <button class="button button-small" type="button" onClick={leave}>
          Disconnect
        </button>
      )}
      <KeysButton />
      <ThemeChoice />
    </header>
  );
}

function ConnectionChip({ session: { region, endpoint } }: { session: Session }) {
  return (
    <span class="chip" title={endpoint ?? `AWS’s endpoint for ${region}`}>
      <span class="chip-region">{region}</span>
      {endpoint && <span class="muted chip-host">{new URL(endpoint).host}</span>}
    </span>
  );
}

/** Forgets the keys, and shows the sample fleet or the form. */
function leave(): void {
  disconnect();
  if (sample.value) openSample(sample.value);
  else go(CONNECT_HASH);
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
  if (session.value?.kind !== 'sample' || route.value.page === 'connect') return null;
  return (
    <aside class="banner" aria-label="Sample fleet">
      <p>
        <strong>Sample fleet.</strong> These nodes are simulated: a simulator of Systems Manager
        answers over real HTTP and checks every signature.
      </p>
      <a class="button button-small" href={CONNECT_HASH}>
        Connect your own fleet
      </a>
    </aside>
  );
}
