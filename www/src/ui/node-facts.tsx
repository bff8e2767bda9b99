import type { NodeDetail } from 'patchlens/fleet';
import type { ComponentChildren } from 'preact';
import { COUNTS, platformOf, type CountWords } from '../model/node-words';
import { formatNumber } from '../model/words';
import { Dash } from './patch-cells';
import { TimeAgo } from './time-ago';

export function NodeFacts({ node }: { node: NodeDetail }) {
  return (
    <div class="node-facts">
      <section class="card" aria-label="Node">
        <h2>Node</h2>
        <NodeList node={node} />
      </section>
      <section class="card" aria-label="Latest operation">
        <h2>Latest operation</h2>
        <OperationList node={node} />
      </section>
      <section class="card" aria-label="Patch counts">
        <h2>Patch counts</h2>
        <Counts node={node} />
      </section>
    </div>
  );
}

function NodeList({ node }: { node: NodeDetail }) {
  const { platformVersion, endOfLife } = node;
  const platform = platformOf(node);
  const version = platformVersion && !platform.includes(platformVersion) && platformVersion;
  return (
    <dl class="facts">
      <Fact term="Platform">{[platform, version].filter(Boolean).join(', ')}</Fact>
      {endOfLife && <Fact term="End of life">{endOfLife}</Fact>}
      <Fact term="Host name">{node.computerName}</Fact>
      <Fact term="IP address">{node.ipAddress}</Fact>
      <Fact term="Agent">{node.agentVersion}</Fact>
      <Fact term="Connection">
        {node.pingStatus && (PING_LABELS[node.pingStatus] ?? node.pingStatus)}
      </Fact>
      {node.instanceState && <Fact term="Instance">{node.instanceState}</Fact>}
      <Fact term="Patch group">{node.patchGroup}</Fact>
      <Fact term="Region">{[node.region || node.scopeId, node.account].filter(Boolean).join(', ')}</Fact>
      <Fact term="Read">
        <TimeAgo time={node.readAt} />
      </Fact>
      {Object.entries(node.tags ?? {}).map(([column, value]) => (
        <Fact key={column} term={column}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}

const PING_LABELS: Record<string, string> = { ConnectionLost: 'Connection lost' };

function OperationList({ node }: { node: NodeDetail }) {
  const { operation, lastOperation, rebootOption = '', approveAfterDays = [] } = node;
  if (!operation && !lastOperation) return <p class="muted">The service reports none.</p>;
  return (
    <dl class="facts">
      <Fact term="Operation">{operation}</Fact>
      <Fact term="Ended">
        <TimeAgo time={lastOperation} />
        {node.stale && <span class="aside-note">stale</span>}
      </Fact>
      <Fact term="Started">
        <TimeAgo time={node.operationStart} />
      </Fact>
      <Fact term="Reboot">{REBOOT_LABELS[rebootOption] ?? rebootOption}</Fact>
      <Fact term="Baseline">
        {node.baselineName && <>{node.baselineName} </>}
        {node.baselineId && <code>{node.baselineId}</code>}
      </Fact>
      <Fact term="Approves patches">
        {approveAfterDays.length > 0 && delaysOf(approveAfterDays)}
      </Fact>
      <Fact term="Snapshot">{node.snapshotId && <code>{node.snapshotId}</code>}</Fact>
    </dl>
  );
}

const REBOOT_LABELS: Record<string, string> = {
  RebootIfNeeded: 'If needed',
  NoReboot: 'No reboot',
};

function delaysOf(days: number[]): string {
  const distinct = [...new Set(days)].sort((a, b) => a - b);
  return distinct.length === 1 && distinct[0] === 0
    ? 'at once'
    : `${distinct.join(', ')} days after their release`;
}

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children || <Dash />}</dd>
    </div>
  );
}

function Counts({ node }: { node: NodeDetail }) {
  if (COUNTS.every(({ name }) => node[name] === undefined)) {
    return <p class="muted">The service has none for this node.</p>;
  }
  return (
    <dl class="counts">
      {COUNTS.map((words) => (
        <CountOf key={words.name} words={words} count={node[words.name]} />
      ))}
    </dl>
  );
}

function CountOf({ words, count }: { words: CountWords; count: number | undefined }) {
  return (
    <div class={count ? EFFECT_CLASSES[words.effect] : ''}>
      <dt>{words.label}</dt>
      <dd>
        {count === undefined ? (
          <Dash />
        ) : (
          formatNumber(count)
        )}
      </dd>
    </div>
  );
}

const EFFECT_CLASSES: Record<CountWords['effect'], string> = {
  open: 'is-problem',
  remark: 'is-remark',
  none: '',
};
