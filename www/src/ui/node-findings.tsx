import type { FindingRow, NodeDetail } from 'patchlens/fleet';
import { patchState } from 'patchlens';
import { notListed } from '../model/open-patches';
import { ageWords, isAgeUnknown, dueWords } from '../model/table-words';
import { formatNumber, plural } from '../model/words';
import { Cves, Severity, State } from './patch-cells';

/** A longer list would make a panel slow that follows the arrow keys. */
const MOST = 50;

interface Props {
  node: NodeDetail;
  readsFindings: boolean;
}

/** The open patches of a node, with their ages and CVEs, as far as they are read. */
export function NodeFindings({ node, readsFindings }: Props) {
  const { findings } = node;
  const missing = notListed(node, readsFindings);
  return (
    <section class="node-findings" aria-label="Open patches">
      <h3>
        Open patches <span class="muted">({formatNumber(findings.length)})</span>
      </h3>
      {missing && <p class="node-findings-note">{missing}</p>}
      {!missing && findings.length === 0 && <p class="muted">None is reported.</p>}
      <ul>
        {findings.slice(0, MOST).map((finding) => (
          <li key={`${finding.kb} ${finding.title}`}>
            <Finding finding={finding} />
          </li>
        ))}
      </ul>
      {findings.length > MOST && (
        <p class="muted">
          {plural(findings.length - MOST, 'more open patch', 'more open patches')} on the page of the
          node.
        </p>
      )}
    </section>
  );
}

function Finding({ finding }: { finding: FindingRow }) {
  const { title, kb, severity = '', state, cves, exception } = finding;
  const due = dueWords(finding);
  return (
    <>
      <p class="finding-title">
        <strong>{title || kb}</strong> {kb && kb !== title && <code class="muted">{kb}</code>}
      </p>
      <p class="finding-facts">
        <State state={patchState(state)} />
        {severity && (
          <span>
            Vendor severity <Severity severity={severity} />
          </span>
        )}
        <span>{isAgeUnknown(finding) ? 'Age not known' : `Open for ${ageWords(finding)}`}</span>
        {exception && <span class="tone-excepted exception">Exception {exception}</span>}
        {due.standing !== 'none' && (
          <span class={`due due-${due.standing.replace(' ', '-')}`}>{due.text}</span>
        )}
      </p>
      {cves.length > 0 ? <Cves ids={cves} active /> : <p class="muted">No CVE named</p>}
    </>
  );
}
