/** Columns that nodes and findings share, beside those that are shown at first. */
import type { NodeFacts } from 'patchlens/fleet';
import type { Column } from './grid-column';
import { textColumn } from './members';

export const FACT_COLUMNS: readonly Column<NodeFacts, string>[] = [
  textColumn('instanceId', 'Instance id', 178),
  textColumn('account', 'Account'),
  textColumn('region', 'Region'),
  textColumn('scopeId', 'Scope', 190),
  textColumn('platformVersion', 'Platform version'),
  textColumn('platformType', 'Platform type', 116),
  textColumn('baselineId', 'Baseline id', 190),
  textColumn('baselineName', 'Baseline', 190),
];
