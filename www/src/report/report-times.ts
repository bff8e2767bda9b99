/** Times of a report: in the time zone of its reader, and in UTC. */

export interface ReportClock {
  timeZone: string;
  /** `27 Nov 2026, 14:25`, in the time zone. */
  local(time: Date): string;
  /** `27 Nov 2026, 14:25 GMT+1 (27 Nov 2026, 13:25 UTC)`. */
  exact(time: Date): string;
}

export function reportClock(timeZone: string): ReportClock {
  const format = (zone: string, name?: 'short') =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
      ...(name && { timeZoneName: name }),
    });
  const [local, named, utc] = [format(timeZone), format(timeZone, 'short'), format('UTC', 'short')];
  return {
    timeZone,
    local: (time) => local.format(time),
    exact(time) {
      const [here, there] = [named.format(time), utc.format(time)];
      return here === there ? here : `${here} (${there})`;
    },
  };
}
