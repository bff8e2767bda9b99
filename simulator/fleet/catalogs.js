/**
 * The patches of a fleet by platform, each computed once.
 * @param {{ start: Date, day: number }} fleet
 */
export function createCatalogs({ start, day }) {
  /** All patches at the start. */
  const atStart = once((platform) => platform.catalog(start));
  /** Those that were published since, oldest first. */
  const releases = once((platform) => platform.releases?.(start, day) ?? []);
  /** Those that baselines can approve, newest first. */
  const published = once((platform) => [
    ...[...releases(platform)].reverse(),
    ...atStart(platform).patches,
  ]);
  return { atStart, releases, published };
}

/**
 * @template T
 * @param {(platform: import('./platforms.js').Platform) => T} compute
 */
function once(compute) {
  const known = new Map();
  return (platform) => {
    if (!known.has(platform)) known.set(platform, compute(platform));
    return /** @type {T} */ (known.get(platform));
  };
}
