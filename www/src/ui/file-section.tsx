import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { announce } from '../announce';
import type { Example } from '../model/own-files/examples';
import { FileError, problemWords } from '../model/own-files/file-error';
import { formatNumber } from '../model/words';
import { saveFile } from './download';
import { Icon } from './icon';

interface Props {
  title: string;
  /** What the file is for, and its format, in a sentence each. */
  lead: ComponentChildren;
  accept: string;
  example: Example;
  /** Reads and keeps a file. Rejects with why it cannot be used. */
  onFile: (file: File) => Promise<string>;
  /** What is loaded, and what can be done with it. */
  children?: ComponentChildren;
}

/** A kind of file: a field to choose one, why the last one was not used, and what is loaded. */
export function FileSection({ title, lead, accept, example, onFile, children }: Props) {
  const id = useId();
  const [isReading, setReading] = useState(false);
  const [failure, setFailure] = useState<{ name: string; error: unknown }>();
  const read = async (file: File | undefined) => {
    if (!file || isReading) return;
    setReading(true);
    setFailure(undefined);
    try {
      announce(await onFile(file));
    } catch (error) {
      setFailure({ name: file.name, error });
    } finally {
      setReading(false);
    }
  };
  return (
    <section
      class="card file-section"
      aria-labelledby={`${id}-title`}
      onDrop={(event) => {
        event.preventDefault();
        void read(event.dataTransfer?.files[0]);
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p class="file-lead">{lead}</p>
      <div class="field file-field">
        <label class="field-label" for={id}>
          {`${title}: choose a file, or drop it here`}
        </label>
        <input
          id={id}
          type="file"
          accept={accept}
          disabled={isReading}
          onChange={(event) => {
            const field = event.currentTarget;
            void read(field.files?.[0]).then(() => {
              // The same file can be chosen again after it was mended.
              field.value = '';
            });
          }}
        />
        {isReading && <span role="status">Reading…</span>}
      </div>
      {failure && <Failure {...failure} onClose={() => setFailure(undefined)} />}
      {children}
      <ExampleFile example={example} />
    </section>
  );
}

/** More problems than these say nothing new. */
const MOST_PROBLEMS = 8;

function Failure({ name, error, onClose }: { name: string; error: unknown; onClose: () => void }) {
  const said = error instanceof Error ? error.message : String(error);
  const problems = error instanceof FileError ? error.problems.map(problemWords) : [said];
  const rest = problems.length - MOST_PROBLEMS;
  return (
    <div class="panel panel-error" role="alert">
      <Icon name="non-compliant" />
      <div class="panel-body">
        <p class="panel-title">“{name}” was not used. What was loaded before stays.</p>
        <ul>
          {problems.slice(0, MOST_PROBLEMS).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
        {rest > 0 && <p>And {formatNumber(rest)} more.</p>}
        <button type="button" class="button button-small" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}

function ExampleFile({ example: { name, text } }: { example: Example }) {
  return (
    <details class="file-example">
      <summary>Example of the file</summary>
      <pre tabIndex={0} aria-label={`Example: ${name}`}>
        {text}
      </pre>
      <button
        type="button"
        class="button button-small"
        onClick={() => saveFile(new Blob([text]), name)}
      >
        <Icon name="download" />
        Save the example
      </button>
    </details>
  );
}
