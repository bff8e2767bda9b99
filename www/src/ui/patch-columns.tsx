import type { PatchRow } from '../model/patch';
import type { PatchColumn } from '../model/patch-query';
import type { Column } from './grid-column';
import { Cves, Dash, Kb, Severity, State } from './patch-cells';
import { TimeAgo } from './time-ago';

export const PATCHES: readonly Column<PatchRow, PatchColumn>[] = [
  {
    id: 'state',
    title: 'State',
    first: 'ascending',
    cell: (patch) => <State state={patch.state} />,
  },
  {
    id: 'severity',
    title: 'Vendor severity',
    first: 'ascending',
    cell: (patch) => <Severity severity={patch.severity} />,
  },
  {
    id: 'title',
    title: 'Patch',
    first: 'ascending',
    cell: (patch) => <span class="patch-title">{patch.title}</span>,
  },
  {
    id: 'kb',
    title: 'KB',
    first: 'ascending',
    cell: (patch, active) => <Kb kb={patch.kb} active={active} />,
  },
  {
    id: 'classification',
    title: 'Classification',
    first: 'ascending',
    cell: (patch) => patch.classification || <Dash />,
  },
  {
    id: 'cves',
    title: 'CVEs',
    first: 'descending',
    cell: (patch, active) => <Cves ids={patch.cves} active={active} />,
  },
  {
    id: 'installed',
    title: 'Installed',
    first: 'descending',
    cell: (patch, active) => <TimeAgo time={patch.installed} active={active} />,
  },
];
