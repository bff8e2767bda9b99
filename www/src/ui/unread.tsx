import type { OverviewFacts } from '../overview-facts';

/** Whether no open patch was read, and not every node is known to have none. */
export function isUnread({ summary, findings, complete }: OverviewFacts): boolean {
  const isKnown = complete && findings.unreadNodes === 0 && summary.verdicts.unreported === 0;
  return summary.findings === 0 && !isKnown;
}

/** In the place of a number that would be 0. */
export function Unread({ what }: { what: string }) {
  return (
    <p class="unread">
      <strong>Not read.</strong>{' '}
      <span class="muted">
        No {what} was read, and not every node is known to have none.
      </span>
    </p>
  );
}
