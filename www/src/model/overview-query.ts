/** What the reader chose on the overview, as the page's address says it. */

/** Days that a patch may stay open, by the vendor's severity. */
export type Targets = Readonly<Record<string, number>>;

export interface OverviewQuery {
  targets: Targets;
  /** The attribute by which nodes are grouped; `undefined` for the first one. */
  attribute: string | undefined;
}

export const DEFAULT_TARGETS: Targets = { Critical: 7, Important: 30, High: 30 };
export const MOST_DAYS = 3650;

/** Only the differences to the defaults, so that a plain address stays plain. */
export function formatOverviewQuery({ targets, attribute }: OverviewQuery): string {
  const params = new URLSearchParams();
  if (!isDefault(targets)) params.set('targets', formatTargets(targets));
  if (attribute !== undefined) params.set('by', attribute);
  return params.toString();
}

/** The query of an address, without the parts that make no sense. */
export function parseOverviewQuery(text: string): OverviewQuery {
  const params = new URLSearchParams(text);
  const targets = params.get('targets');
  return {
    targets: targets === null ? DEFAULT_TARGETS : parseTargets(targets),
    attribute: params.get('by') || undefined,
  };
}

export function isDefault(targets: Targets): boolean {
  return isSameTargets(targets, DEFAULT_TARGETS);
}

export function isSameTargets(one: Targets, other: Targets): boolean {
  return formatTargets(one) === formatTargets(other);
}

/** The target of a severity, whatever its case. */
export function targetOf(targets: Targets, severity: string): number | undefined {
  return Object.entries(targets).find(([name]) => isSame(name, severity))?.[1];
}

/** @param days `undefined` for no target */
export function withTarget(targets: Targets, severity: string, days: number | undefined): Targets {
  const others = Object.entries(targets).filter(([name]) => !isSame(name, severity));
  return Object.fromEntries(days === undefined ? others : [...others, [severity, days]]);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** `Critical:7,Important:30`. The marks of this text are escaped in the name of a severity. */
function formatTargets(targets: Targets): string {
  const parts = Object.entries(targets);
  const texts = parts.map(([name, days]) => `${encodeURIComponent(name)}:${days}`);
  return texts.sort().join(',');
}

function parseTargets(text: string): Targets {
  const parts = text.split(',').map((part) => part.split(':'));
  return Object.fromEntries(
    parts.flatMap(([name = '', days = '']) => {
      const [severity, count] = [decoded(name), Number(days || NaN)];
      const isTarget = severity && Number.isInteger(count) && count >= 0 && count <= MOST_DAYS;
      return isTarget ? [[severity, count] as const] : [];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % in an address that was typed by hand.
    return text;
  }
}
