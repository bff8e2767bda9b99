/** How far the reading of each scope is, in words. */
import type { ScopeProgress } from 'patchlens/fleet';
import { formatNumber, plural } from './words';

/** A backend knows less of a scope than a scan. */
export type KnownProgress = Pick<ScopeProgress, 'nodesDone' | 'nodesTotal'> & Partial<ScopeProgress>;

/** `read 120 of 400 nodes, 35 requests a second, 2 throttled, 40 s left`. */
export function progressWords(scope: KnownProgress, isLoading: boolean): string {
  const parts = [readWords(scope), ...(isLoading && isUnderWay(scope) ? paceWords(scope) : [])];
  return parts.filter(Boolean).join(', ');
}

export function isUnderWay({ phase }: KnownProgress): boolean {
  return phase !== 'done' && phase !== 'failed';
}

function readWords({ nodesDone, nodesTotal, phase }: KnownProgress): string {
  if (phase === 'failed' && !nodesTotal) return 'no nodes were read';
  if (nodesTotal === undefined) {
    const soFar = nodesDone > 0 ? `read ${plural(nodesDone, 'node')}, ` : '';
    return phase === 'failed' ? `${soFar}the list of nodes is not complete` : `${soFar}listing the nodes`;
  }
  return `read ${formatNumber(nodesDone)} of ${plural(nodesTotal, 'node')}`;
}

function paceWords({ requestsPerSecond = 0, throttled = 0, secondsLeft = 0 }: KnownProgress): string[] {
  const rate =
    requestsPerSecond < 10 ? requestsPerSecond.toFixed(1) : String(Math.round(requestsPerSecond));
  return [
    requestsPerSecond > 0 ? `${rate} requests a second` : '',
    throttled > 0 ? `${formatNumber(throttled)} throttled` : '',
    secondsLeft >= 1 ? `${durationWords(secondsLeft)} left` : '',
  ];
}

export function durationWords(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** `1 of 3 scopes could not be read`; empty if none failed. */
export function failedScopesWords(failed: number, scopes: number): string {
  return failed === 0 ? '' : `${formatNumber(failed)} of ${plural(scopes, 'scope')} could not be read`;
}
