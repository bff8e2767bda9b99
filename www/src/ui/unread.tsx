import type { OverviewFacts } from '../overview-facts';

/** Whether nodes count open patches of which none was read. */
export function isUnread({ summary, findings }: OverviewFacts): boolean {
  return summary.findings === 0 && findings.unreadNodes > 0;
}

/** In the place of a number that would be 0. */
export function Unread({ what }: { what: string }) {
  return (
    <p class="unread">
      <strong>Not read.</strong>{' '}
      <span class="muted">
        {what} are known as counts of nodes only; the patches themselves were not read.
      </span>
    </p>
  );
}
