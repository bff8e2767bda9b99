/** How this browser shows tables and times. Kept here only; an address never has it. */
import { effect, signal, type Signal } from '@preact/signals';

interface Preference<T extends string> {
  key: string;
  options: readonly T[];
  value: Signal<T>;
}

export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];
export const TIMES = ['relative', 'local', 'utc'] as const;
export type Times = (typeof TIMES)[number];
/** Where a node opens from the table of nodes. */
export const PLACES = ['page', 'beside'] as const;
export type OpensIn = (typeof PLACES)[number];
const SWITCH = ['on', 'off'] as const;

const stored = {
  density: preference<Density>('patchlens-density', DENSITIES),
  times: preference<Times>('patchlens-times', TIMES),
  opensIn: preference<OpensIn>('patchlens-opens-in', PLACES),
  singleKeys: preference<(typeof SWITCH)[number]>('patchlens-single-keys', SWITCH),
};

export const density = stored.density.value;
export const times = stored.times.value;
export const opensIn = stored.opensIn.value;
/** Whether keys without a modifier, such as `/`, do something. */
export const singleKeys = stored.singleKeys.value;

/** The styles go by an attribute of the document. */
export function applyDensity(): void {
  effect(() => {
    document.documentElement.dataset.density = density.value;
  });
}

export function chooseDensity(next: Density): void {
  choose(stored.density, next);
}

export function chooseTimes(next: Times): void {
  choose(stored.times, next);
}

export function chooseOpensIn(next: OpensIn): void {
  choose(stored.opensIn, next);
}

export function switchSingleKeys(next: 'on' | 'off'): void {
  choose(stored.singleKeys, next);
}

/** The first option holds until another is chosen. */
function preference<T extends string>(key: string, options: readonly T[]): Preference<T> {
  const before = remembered(key);
  const value = options.find((option) => option === before) ?? options[0]!;
  return { key, options, value: signal(value) };
}

function choose<T extends string>({ key, value }: Preference<T>, next: T): void {
  value.value = next;
  remember(key, next);
}

export function remember(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Storage is off. The choice lasts until the page is closed.
  }
}

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
