import type { FleetSource, Token } from 'patchlens/fleet';
import { now } from '../clock';
import { currentSource, platformLabel } from '../fleet';
import { nodesHash, valueToken } from '../model/nodes-link';
import { formatNumber } from '../model/words';
import { fleetQuery } from '../navigation';
import { useAnswer } from './use-answer';

interface PastSystem {
  platform: string;
  version: string;
  /** The day of its end of life. */
  end: string;
  nodes: number;
}

/** Systems for which no patches are made any more. */
export function OverviewEndOfLife({ nodes }: { nodes: number }) {
  const day = today(now.value);
  const asked = useAnswer(() => pastSystems(currentSource(), today(now.value)), []);
  const systems = asked.value.value ?? [];
  return (
    <section class="card end-of-life" aria-labelledby="end-of-life-title">
      <h2 id="end-of-life-title">Past end of life</h2>
      <p>
        <PastNodes nodes={nodes} day={day} /> past its end of life.{' '}
        {nodes > 0 && 'No patches are made for it, so none is missing: here it is non-compliant.'}
      </p>
      {systems.length > 0 && (
        <table class="small-table">
          <caption class="visually-hidden">Systems past their end of life</caption>
          <thead>
            <tr>
              <th scope="col">System</th>
              <th scope="col">Ended</th>
              <th scope="col">Nodes</th>
            </tr>
          </thead>
          <tbody>
            {systems.map((system) => (
              <SystemRow key={`${system.platform} ${system.version} ${system.end}`} {...system} />
            ))}
          </tbody>
        </table>
      )}
      <p class="muted note">
        By this package’s own table of platforms and dates. A platform that is not in it is not
        counted.
      </p>
    </section>
  );
}

function PastNodes({ nodes, day }: { nodes: number; day: string }) {
  const text = (
    <>
      <b data-count={nodes}>{formatNumber(nodes)}</b> {nodes === 1 ? 'node runs' : 'nodes run'} a
      system
    </>
  );
  if (nodes === 0) return text;
  return <a href={nodesHash({}, fleetQuery.value.staleDays, [pastToken(day)])}>{text}</a>;
}

function SystemRow({ platform, version, end, nodes }: PastSystem) {
  const { staleDays } = fleetQuery.value;
  const tokens = [valueToken('platformVersion', version), valueToken('endOfLife', end)];
  return (
    <tr>
      <th scope="row">
        <a href={nodesHash({ platform }, staleDays, tokens)}>
          {[platformLabel(platform), version].filter(Boolean).join(' ')}
        </a>
      </th>
      <td>{end}</td>
      <td>{formatNumber(nodes)}</td>
    </tr>
  );
}

/** As a day of UTC, as the dates of platforms are. */
function today(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The day of the end itself is the last one with patches. */
function pastToken(day: string): Token {
  return { property: 'endOfLife', operator: '<', value: day };
}

/** By date, then platform, then version: small questions, since few systems are past their end. */
async function pastSystems(source: FleetSource | undefined, day: string): Promise<PastSystem[]> {
  if (!source) return [];
  const groupsOf = async (by: string, tokens: Token[]) =>
    (await source.groups('nodes', by, { filter: { tokens } })).groups;
  const ends = await groupsOf('endOfLife', [pastToken(day)]);
  const systems = ends.map(async ({ value: end }) => {
    const ofEnd = valueToken('endOfLife', end);
    const platforms = await groupsOf('platform', [ofEnd]);
    const versions = platforms.map(async ({ value: platform }) => {
      const found = await groupsOf('platformVersion', [ofEnd, valueToken('platform', platform)]);
      return found.map(({ value: version, nodes }) => ({ platform, version, end, nodes }));
    });
    return (await Promise.all(versions)).flat();
  });
  return (await Promise.all(systems)).flat().sort((a, b) => b.nodes - a.nodes);
}
