import { useEffect, useState } from 'preact/hooks';
import { rules } from '../fleet';
import type { Snapshot } from '../model/history';
import { readTrend, type Trend } from '../trend-reading';

export type Reading =
  | { phase: 'reading'; read: number; cancel: () => void }
  | { phase: 'cancelled'; again: () => void }
  | { phase: 'done'; trend: Trend };

/** The numbers of some snapshots, read again when these or the rules change. */
export function useTrend(snapshots: readonly Snapshot[]): Reading {
  const [run, setRun] = useState(0);
  const [reading, setReading] = useState<Reading>({ phase: 'reading', read: 0, cancel: () => {} });
  const judgedBy = rules.value;
  const names = snapshots.map(({ id, scannedAt }) => `${id} ${scannedAt.getTime()}`);
  useEffect(() => {
    const abort = new AbortController();
    const cancel = () => {
      abort.abort();
      setReading({ phase: 'cancelled', again: () => setRun(run + 1) });
    };
    const onProgress = (read: number) => setReading({ phase: 'reading', read, cancel });
    readTrend(snapshots, { rules: judgedBy, signal: abort.signal, onProgress }).then(
      (trend) => setReading({ phase: 'done', trend }),
      // Only the signal makes it reject.
      () => {},
    );
    return () => abort.abort();
  }, [run, names.join('\n'), JSON.stringify(judgedBy)]);
  return reading;
}
