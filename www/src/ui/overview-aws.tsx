import type { FleetScope } from 'patchlens/fleet';
import { awsNumbers, awsTotal, coverWords, differences } from '../model/aws-difference';
import { formatNumber, formatShare } from '../model/words';
import type { OverviewFacts } from '../overview-facts';
import type { Session } from '../session';

interface Props {
  facts: OverviewFacts;
  session: Session;
}

/** AWS's own number beside the page's, and why the two differ. */
export function OverviewAws({ facts, session }: Props) {
  const { scopes, summary } = facts;
  const total = awsTotal(scopes);
  const loading = session.fleet.phase.value === 'loading';
  return (
    <section class="card aws" aria-labelledby="aws-title">
      <h2 id="aws-title">AWS’s own number</h2>
      {total ? (
        <Numbers {...total} of={scopes.length} />
      ) : (
        <p class="standing-number">{loading ? 'Not read yet' : 'Not read'}</p>
      )}
      {total?.scopes === scopes.length && <p>{coverWords(total, summary.nodes)}</p>}
      {(scopes.length > 1 || (total && total.scopes < scopes.length)) && (
        <ScopeTable scopes={scopes} />
      )}
      {total ? (
        <Differences facts={facts} />
      ) : (
        <p class="muted note">
          The number of ListComplianceSummaries comes at the end of a scan with AWS keys that may
          call it. A backend may not send it. That it is absent says nothing about the nodes.
        </p>
      )}
    </section>
  );
}

function Differences({ facts }: { facts: OverviewFacts }) {
  return (
    <div class="differences">
      <h3>Why it differs from this page’s number</h3>
      <ul class="reasons">
        {differences(facts).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}

interface NumbersProps {
  compliant: number;
  nonCompliant: number;
  scopes: number;
  of: number;
}

function Numbers({ compliant, nonCompliant, scopes, of }: NumbersProps) {
  return (
    <>
      <p class="standing-number">
        <span class="standing-count" data-count={compliant}>
          {formatNumber(compliant)}
        </span>{' '}
        compliant, <b data-count={nonCompliant}>{formatNumber(nonCompliant)}</b> non-compliant (
        {formatShare(compliant, compliant + nonCompliant)})
      </p>
      {scopes < of && (
        <p>
          Only {formatNumber(scopes)} of {formatNumber(of)} scopes are in this sum.
        </p>
      )}
    </>
  );
}

function ScopeTable({ scopes }: { scopes: readonly FleetScope[] }) {
  return (
    <table class="small-table">
      <caption class="visually-hidden">AWS’s number by scope</caption>
      <thead>
        <tr>
          <th scope="col">Scope</th>
          <th scope="col">Compliant</th>
          <th scope="col">Non-compliant</th>
        </tr>
      </thead>
      <tbody>
        {scopes.map((scope) => (
          <ScopeRow key={scope.id} scope={scope} />
        ))}
      </tbody>
    </table>
  );
}

function ScopeRow({ scope }: { scope: FleetScope }) {
  const numbers = awsNumbers(scope);
  return (
    <tr>
      <th scope="row">{scope.label || scope.id}</th>
      {numbers ? (
        <>
          <td>{formatNumber(numbers.compliant)}</td>
          <td>{formatNumber(numbers.nonCompliant)}</td>
        </>
      ) : (
        <td colSpan={2} class="muted">
          not read
        </td>
      )}
    </tr>
  );
}
