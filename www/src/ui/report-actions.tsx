import tokens from '../style/tokens.css?inline';
import styles from '../style/report.css?inline';
import { useState } from 'preact/hooks';
import { reportHtml } from '../report/html';
import type { ReportData } from '../report/report-data';
import { download } from './download';
import { Icon } from './icon';

/** Prints or saves a report once all of its rows are there. */
export function ReportActions({ data }: { data: ReportData | undefined }) {
  const [failure, setFailure] = useState<string>();
  const save = () => {
    if (!data) return;
    setFailure(undefined);
    const name = `patch-compliance-report${data.facts.complete ? '' : '-partial'}`;
    try {
      download(reportHtml(data, tokens + styles), { name, format: 'html' });
    } catch (error) {
      setFailure(String(error));
    }
  };
  return (
    <>
      {failure !== undefined && (
        <span class="shown-failure" role="alert">
          The file could not be written: {failure}
        </span>
      )}
      <button
        type="button"
        class="button button-small"
        disabled={!data}
        onClick={save}
      >
        <Icon name="download" />
        Save as HTML
      </button>
      <button
        type="button"
        class="button button-small button-primary"
        disabled={!data}
        onClick={() => window.print()}
      >
        Print
      </button>
    </>
  );
}
