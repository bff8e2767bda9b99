/**
 * The report as a tree of elements. There is one: the page draws this tree, and `html.ts` writes the same
 * tree into a file, so that the two cannot differ. Components here are functions of their properties
 * alone, without hooks, signals and handlers, and name attributes as HTML does.
 */
import type { ReportData } from './report-data';
import { ReportAws } from './report-aws';
import { ReportExceptions } from './report-exceptions';
import { ReportHead } from './report-head';
import { ReportLookedAt, ReportWithoutVerdict } from './report-looked-at';
import { ReportRows } from './report-rows';
import { ReportScopes } from './report-scopes';
import { reportClock, type ReportClock } from './report-times';
import { ReportTargets, ReportTotals } from './report-totals';

export function Report({ data }: { data: ReportData }) {
  const clock = reportClock(data.timeZone);
  return (
    <article class="report">
      <ReportHead data={data} clock={clock} />
      {data.filter ? (
        <>
          <ReportLookedAt data={data} />
          <Tables data={data} clock={clock} />
          <ReportWithoutVerdict data={data} clock={clock} />
          <ReportTotals data={data} />
          <section class="report-whole">
            <h2>The whole fleet, without the filter</h2>
            <p>
              The filter does not apply to anything from here on: accounts and Regions, targets, AWS’s
              number and exceptions are those of the whole fleet.
            </p>
          </section>
          <ReportScopes data={data} clock={clock} />
          <ReportTargets data={data} />
        </>
      ) : (
        <>
          <ReportScopes data={data} clock={clock} />
          <ReportTotals data={data} />
        </>
      )}
      <ReportAws data={data} />
      <ReportExceptions data={data} />
      {!data.filter && <Tables data={data} clock={clock} />}
    </article>
  );
}

function Tables({ data, clock }: { data: ReportData; clock: ReportClock }) {
  return (
    <>
      {data.query.tables.map((name) => (
        <ReportRows key={name} name={name} data={data} clock={clock} />
      ))}
    </>
  );
}
