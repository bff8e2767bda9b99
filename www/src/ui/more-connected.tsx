import { askedScopes, notAsked } from '../linked-scopes';
import { formatFleetQuery, type FleetQuery } from '../model/fleet-query';
import { formatReportQuery, parseReportQuery } from '../model/report-query';
import { fleetHash, reportHash, tableHash, type Route } from '../model/route';
import { listWords, scopesWords } from '../model/scope';
import { losesFilter, withScopes } from '../model/scope-filter';
import { formatTableQuery, parseTableQuery } from '../model/table-query';
import { fleetQuery, route } from '../navigation';
import { session } from '../session';

/** Scopes that the link does not name, and the way to what it names. */
export function MoreConnected() {
  const meant = (session.value?.scopes ?? []).filter((id) => !notAsked.value.includes(id));
  const isOne = notAsked.value.length === 1;
  return (
    <aside class="banner" aria-label="Scopes of this link">
      <p>
        <strong>This link shows {listWords(askedScopes.value)}.</strong> You are connected to{' '}
        {scopesWords(notAsked.value)} more, and all numbers here count {isOne ? 'it' : 'them'} too.
      </p>
      <a class="button button-small" href={narrowed(route.value, fleetQuery.value, meant)}>
        Show only {meant.length === 1 ? 'that scope' : 'those scopes'}
        {replacesFilter(route.value, fleetQuery.value) && ', without the filter'}
      </a>
    </aside>
  );
}

/** Whether the way to the scopes loses what the filter asks for, as of one with “or”. */
function replacesFilter(at: Route, { filter }: FleetQuery): boolean {
  if (at.page === 'table' && at.table === 'findings') {
    return losesFilter(parseTableQuery('findings', at.query).filter, 'findings');
  }
  return losesFilter(at.page === 'report' ? parseReportQuery(at.query).filter : filter, 'nodes');
}

/** The findings, the report or, from any other view, the nodes of some scopes. */
function narrowed(at: Route, query: FleetQuery, scopes: readonly string[]): string {
  if (at.page === 'table' && at.table === 'findings') {
    const asked = parseTableQuery('findings', at.query);
    const filter = withScopes(asked.filter, 'findings', scopes);
    return tableHash('findings', formatTableQuery('findings', { ...asked, filter, start: 0 }));
  }
  if (at.page === 'report') {
    const asked = parseReportQuery(at.query);
    const filter = withScopes(asked.filter, 'nodes', scopes);
    return reportHash(formatReportQuery({ ...asked, filter }));
  }
  const filter = withScopes(query.filter, 'nodes', scopes);
  return fleetHash(formatFleetQuery({ ...query, filter }));
}
