/** What keeps the page from its history, or from a file, in words. */

const BY_NAME: Record<string, string> = {
  QuotaExceededError:
    'The browser gives this site no more room. Export old snapshots and delete them, or free some disk space.',
  SecurityError:
    'This browser does not let the page store anything. Private windows and blocked site data are common reasons.',
  InvalidStateError:
    'This browser does not let the page store anything. Private windows and blocked site data are common reasons.',
  VersionError:
    'Another tab has a newer version of this page, with a history that this one does not know. Reload this tab.',
  BlockedError:
    'Another tab with an older version of this page holds the history. Close or reload that tab, and try again.',
};

export function historyTrouble(error: unknown): string {
  const { name = '', message = String(error) } = Object(error) as Partial<Error>;
  return BY_NAME[name] ?? message;
}

/** Why bytes could not be opened as a fleet. */
export function snapshotTrouble(error: unknown): string {
  const { code, message = String(error) } = Object(error) as { code?: unknown; message?: string };
  if (code !== 'bad-snapshot') return message;
  return /version/.test(message)
    ? `A later version of patchlens wrote it: ${message}`
    : 'It is not a saved fleet, or it is damaged or cut short.';
}
