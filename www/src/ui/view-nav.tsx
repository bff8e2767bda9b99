import { description } from '../fleet';
import { filesHash, RUNS_HASH, TABLES, trendHash, type Route } from '../model/route';
import { TABLE_WORDS } from '../model/table-words';
import { backToFleet, backToTable, route, toOverview, toReport } from '../navigation';
import { session } from '../session';

interface View {
  title: string;
  /** Where a fresh view begins, or where it was left. */
  href: () => string;
  isShown: (at: Route) => boolean;
}

/** A server that tells its exceptions has them in the place of files. */
const FILES = 'Files';

const VIEWS: readonly View[] = [
  { title: 'Overview', href: toOverview, isShown: ({ page }) => page === 'overview' },
  { title: 'Nodes', href: backToFleet, isShown: ({ page }) => page === 'fleet' },
  ...TABLES.map((table) => ({
    title: TABLE_WORDS[table].title,
    href: () => backToTable(table),
    isShown: (at: Route) => at.page === 'table' && at.table === table,
  })),
  { title: 'Trend', href: trendHash, isShown: ({ page }) => page === 'trend' },
  { title: FILES, href: () => filesHash(), isShown: ({ page }) => page === 'files' },
  { title: 'Report', href: toReport, isShown: ({ page }) => page === 'report' },
];

/** Only of a server that tells its runs. */
const RUNS: View = { title: 'Runs', href: () => RUNS_HASH, isShown: ({ page }) => page === 'runs' };

/** Links to the views of the fleet. */
export function ViewNav() {
  if (!session.value) return null;
  const can = description.value.value?.can ?? [];
  const views = can.includes('runs') ? [...VIEWS, RUNS] : VIEWS;
  const titleOf = ({ title }: View) => (title === FILES && can.includes('exceptions') ? 'Exceptions' : title);
  return (
    <nav class="view-nav" aria-label="Views">
      <ul>
        {views.map((view) => (
          <li key={view.title}>
            <a href={view.href()} aria-current={view.isShown(route.value) ? 'page' : undefined}>
              {titleOf(view)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
