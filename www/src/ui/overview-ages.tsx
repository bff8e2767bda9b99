import { DEFAULT_TARGETS, isDefault, MOST_DAYS, withTarget } from '../model/overview-query';
import { formatNumber, plural } from '../model/words';
import { changeOverviewQuery, overviewQuery } from '../navigation';
import type { OverviewFacts, SeverityAge } from '../overview-facts';
import { Field } from './field';
import { PartlyRead } from './overview-open';
import { PartsBar } from './parts-bar';
import { isUnread, Unread } from './unread';

/** The age of open patches against the days that the reader allows each severity. */
export function OverviewAges({ facts }: { facts: OverviewFacts }) {
  const { ages } = facts;
  return (
    <section class="card ages" aria-labelledby="ages-title">
      <div class="card-head">
        <h2 id="ages-title">Age of open patches against a target, by the vendor’s severity</h2>
        {!isDefault(overviewQuery.value.targets) && (
          <button
            type="button"
            class="link-button"
            onClick={() => changeOverviewQuery({ targets: DEFAULT_TARGETS })}
          >
            Default targets
          </button>
        )}
      </div>
      {isUnread(facts) && <Unread what="open patch" />}
      {!isUnread(facts) && ages.length === 0 && <p>No open patch.</p>}
      <ul class="age-rows">
        {ages.map((age) => (
          <AgeRow key={age.severity} age={age} />
        ))}
      </ul>
      {ages.length > 0 && (
        <p class="muted note">
          {boundWords(facts)} <PartlyRead facts={facts} />
        </p>
      )}
    </section>
  );
}

/** A server judges by targets that it does not tell, so that only its sums are known. */
export function ServerAges({ facts }: { facts: OverviewFacts }) {
  const { findings, overdue, undecidedOverdue } = facts.summary;
  return (
    <section class="card ages" aria-labelledby="ages-title">
      <h2 id="ages-title">Age of open patches against a target</h2>
      {isUnread(facts) ? (
        <Unread what="open patch" />
      ) : (
        <p>
          <b data-count={overdue}>{formatNumber(overdue)}</b> of{' '}
          {plural(findings, 'open patch', 'open patches')} {overdue === 1 ? 'is' : 'are'} past the
          target of the server, <b>{formatNumber(undecidedOverdue)}</b> undecided.
        </p>
      )}
      <p class="muted note">
        The rest is within its target, or has none: the server does not tell its targets.{' '}
        <PartlyRead facts={facts} />
      </p>
    </section>
  );
}

function AgeRow({ age }: { age: SeverityAge }) {
  const { severity, total } = age;
  return (
    <li class="age-row" data-severity={severity}>
      {severity ? (
        <TargetField severity={severity} target={age.target} />
      ) : (
        <p class="muted">Severity not reported</p>
      )}
      <div class="age-result">
        <AgeWords age={age} />
        {age.overdue !== undefined && <PartsBar parts={partsOf(age)} label={severity} />}
        {age.overdue === undefined && <p class="muted">{formatNumber(total)} open, no target</p>}
      </div>
    </li>
  );
}

function AgeWords({ age }: { age: SeverityAge }) {
  if (age.overdue === undefined) return null;
  return (
    <p>
      {partsOf(age).map(({ name, count, label }) => (
        <span key={name} class={`age-part age-${name}`} data-count={count}>
          <i class={`swatch fill-${name}`} aria-hidden="true" />
          <b>{formatNumber(count)}</b> {label}
        </span>
      ))}
      <span class="muted">of {formatNumber(age.total)}</span>
    </p>
  );
}

function partsOf({ total, overdue = 0, undecided = 0 }: SeverityAge) {
  return [
    { name: 'overdue', count: overdue, label: 'overdue' },
    { name: 'undecided', count: undecided, label: 'undecided' },
    { name: 'within', count: total - overdue - undecided, label: 'within target' },
  ];
}

function TargetField({ severity, target }: { severity: string; target: number | undefined }) {
  const change = (input: HTMLInputElement) => {
    if (!input.reportValidity()) return;
    const days = input.value === '' ? undefined : Number(input.value);
    const { targets } = overviewQuery.value;
    changeOverviewQuery({ targets: withTarget(targets, severity, days) });
  };
  return (
    <Field label={severity} hint="days" class="target-field">
      {(id) => (
        <input
          id={id}
          type="number"
          min="0"
          max={MOST_DAYS}
          step="1"
          placeholder="none"
          value={target ?? ''}
          onChange={(event) => change(event.currentTarget)}
        />
      )}
    </Field>
  );
}

const RULE =
  'An age counts from the release of the patch where that is known, else from when it was first seen on the node.';

function boundWords({ findings, summary }: OverviewFacts): string {
  const { lowerBounds } = findings;
  if (lowerBounds === 0) return RULE;
  const all = plural(summary.findings, 'open patch', 'open patches');
  return (
    `${RULE} For ${formatNumber(lowerBounds)} of ${all} it is only known as “at least”: they were ` +
    'open before the first reading, and are undecided until their target has passed since then.'
  );
}
