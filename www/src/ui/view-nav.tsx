import type { Route } from '../model/route';
import { backToFleet, route, toOverview } from '../navigation';

interface View {
  page: Route['page'];
  label: string;
  /** The address of the view with its last query. */
  hash: () => string;
}

const VIEWS: readonly View[] = [
  { page: 'overview', label: 'Overview', hash: toOverview },
  { page: 'fleet', label: 'Nodes', hash: backToFleet },
];

/** Links to the views of the fleet. */
export function ViewNav() {
  const { page } = route.value;
  return (
    <nav class="view-nav" aria-label="Views">
      {VIEWS.map((view) => (
        <a
          key={view.page}
          href={view.hash()}
          aria-current={view.page === page ? 'page' : undefined}
        >
          {view.label}
        </a>
      ))}
    </nav>
  );
}
