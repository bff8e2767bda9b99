import type { ComponentChildren } from 'preact';
import type { InstancePatchState } from 'patchlens';
import { COUNT_RULES, type CountRule } from '../model/compliance';
import type { NodeRow } from '../model/node';
import { reportedCount } from '../model/reported';
import { formatNumber } from '../model/words';
import { TimeAgo } from './time-ago';

export function NodeFacts({ row }: { row: NodeRow }) {
  return (
    <div class="node-facts">
      <section class="card" aria-label="Node">
        <h2>Node</h2>
        <NodeList row={row} />
      </section>
      <section class="card" aria-label="Latest operation">
        <h2>Latest operation</h2>
        <OperationList row={row} />
      </section>
      <section class="card" aria-label="Patch counts">
        <h2>Patch counts</h2>
        <Counts state={row.node.state} />
      </section>
    </div>
  );
}

function NodeList({ row }: { row: NodeRow }) {
  const info = row.node.info ?? {};
  const latest = info.IsLatestVersion === false ? ' (not the latest)' : '';
  return (
    <dl class="facts">
      <Fact term="Platform">
        {[info.PlatformName, info.PlatformVersion].filter(Boolean).join(' ')}
      </Fact>
      <Fact term="Host name">{info.ComputerName}</Fact>
      <Fact term="IP address">{info.IPAddress}</Fact>
      <Fact term="Agent">{info.AgentVersion && `${info.AgentVersion}${latest}`}</Fact>
      <Fact term="Connection">
        {info.PingStatus && (
          <>
            {PING_LABELS[info.PingStatus] ?? info.PingStatus}
            {info.LastPingDateTime && (
              <>
                , <TimeAgo time={info.LastPingDateTime} />
              </>
            )}
          </>
        )}
      </Fact>
      <Fact term="Patch group">{row.group}</Fact>
    </dl>
  );
}

const PING_LABELS: Record<string, string> = { ConnectionLost: 'Connection lost' };

function OperationList({ row }: { row: NodeRow }) {
  const { state } = row.node;
  if (!state) return <p class="muted">The service reports none.</p>;
  return (
    <dl class="facts">
      <Fact term="Operation">{state.Operation}</Fact>
      <Fact term="Ended">
        <TimeAgo time={state.OperationEndTime} />
        {row.stale && <span class="aside-note">stale</span>}
      </Fact>
      <Fact term="Started">
        <TimeAgo time={state.OperationStartTime} />
      </Fact>
      <Fact term="Reboot">{REBOOT_LABELS[state.RebootOption ?? ''] ?? state.RebootOption}</Fact>
      <Fact term="Baseline">{state.BaselineId && <code>{state.BaselineId}</code>}</Fact>
      <Fact term="Last install without reboot">
        {state.LastNoRebootInstallOperationTime && (
          <TimeAgo time={state.LastNoRebootInstallOperationTime} />
        )}
      </Fact>
    </dl>
  );
}

const REBOOT_LABELS: Record<string, string> = {
  RebootIfNeeded: 'If needed',
  NoReboot: 'No reboot',
};

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children || <span class="muted">–</span>}</dd>
    </div>
  );
}

function Counts({ state }: { state: InstancePatchState | undefined }) {
  if (!state) return <p class="muted">The service has none for this node.</p>;
  return (
    <dl class="counts">
      {COUNT_RULES.map((rule) => (
        <CountOf key={rule.count} rule={rule} count={reportedCount(state[rule.count])} />
      ))}
    </dl>
  );
}

function CountOf({ rule, count }: { rule: CountRule; count: number | undefined }) {
  return (
    <div class={count ? EFFECT_CLASSES[rule.effect] : ''}>
      <dt>{rule.label}</dt>
      <dd>
        {count === undefined ? (
          <span class="muted" title="Not reported">
            –
          </span>
        ) : (
          formatNumber(count)
        )}
      </dd>
    </div>
  );
}

const EFFECT_CLASSES: Record<CountRule['effect'], string> = {
  problem: 'is-problem',
  remark: 'is-remark',
  none: '',
};
