import { randomOf } from '../random.js';

/** How often, each day, a package gets an update. */
const DAILY_SHARE = 1 / 400;

/**
 * Which packages get an update in the days after the start, oldest first. Distributions publish it
 * on the same day.
 * @template {{ name: string }} T
 * @param {T[]} packages
 * @param {number} days
 * @returns {{ item: T, number: number, releasedOn: number }[]} `number` counts the updates of the
 *   package from 1, `releasedOn` is in days after the start
 */
export function packageUpdates(packages, days) {
  const numbers = new Map();
  const updates = [];
  for (let day = 1; day <= days; day += 1) {
    for (const item of packages) {
      if (!randomOf('update', item.name, day).chance(DAILY_SHARE)) continue;
      const number = (numbers.get(item.name) ?? 0) + 1;
      numbers.set(item.name, number);
      updates.push({ item, number, releasedOn: day - 0.5 });
    }
  }
  return updates;
}
