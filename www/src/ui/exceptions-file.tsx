import { effect } from '@preact/signals';
import type { Exception } from 'patchlens/fleet';
import { useState } from 'preact/hooks';
import { announce } from '../announce';
import { newExceptionHash } from '../model/except-link';
import type { ExceptionDraft } from '../model/own-files/exception-draft';
import { draftOf } from '../model/own-files/exception-draft';
import { EXCEPTIONS_EXAMPLE } from '../model/own-files/examples';
import { formatExceptions } from '../model/own-files/exceptions-file';
import { readExceptionsFile } from '../model/own-files/read-file';
import { filesHash } from '../model/route';
import { plural } from '../model/words';
import { go } from '../navigation';
import { exceptions, exceptionsChanged, exceptionsFile } from '../own-files';
import { saveFile } from './download';
import { ExceptionForm } from './exception-form';
import { ExceptionsTable } from './exceptions-table';
import { FileSection } from './file-section';
import { Icon } from './icon';
import { TimeAgo } from './time-ago';

interface Props {
  /** What the form begins with; `undefined` while it is closed. */
  draft: ExceptionDraft | undefined;
}

/** Open patches that are accepted for a time: a file that the page can change. */
export function ExceptionsFile({ draft: ofAddress }: Props) {
  /** The exception that is changed. */
  const [changed, setChanged] = useState<Exception>();
  const list = exceptions.value;
  const draft = changed ? draftOf(changed) : ofAddress;
  const close = () => {
    setChanged(undefined);
    if (ofAddress) go(filesHash());
  };
  const keep = (made: Exception) => {
    change(changed ? list.map((one) => (one === changed ? made : one)) : [...list, made]);
    announce(`Exception ${made.id} ${changed ? 'changed' : 'added'}`);
    close();
  };
  const remove = (gone: Exception) => {
    change(list.filter((one) => one !== gone));
    if (gone === changed) setChanged(undefined);
    announce(`Exception ${gone.id} removed`);
  };
  return (
    <FileSection
      title="Exceptions"
      lead={
        <>
          Open patches that are accepted, by whom and until when: a JSON file with a list. A covered
          patch stays in every table and number, with the id of its exception, and a node is
          “excepted” once all that is open on it is covered.
        </>
      }
      accept=".json,application/json"
      example={EXCEPTIONS_EXAMPLE}
      onFile={load}
    >
      <Standing count={list.length} />
      {list.length > 0 && <ExceptionsTable list={list} onChange={setChanged} onRemove={remove} />}
      {draft ? (
        <ExceptionForm
          key={changed?.id ?? JSON.stringify(draft)}
          draft={draft}
          isNew={!changed}
          taken={new Set(list.filter((one) => one !== changed).map(({ id }) => id))}
          onKeep={keep}
          onClose={close}
        />
      ) : (
        <div class="actions">
          <a class="button" href={newExceptionHash()}>
            Add an exception
          </a>
          {list.length > 0 && (
            <button type="button" class="button" onClick={save}>
              <Icon name="download" />
              Save the file
            </button>
          )}
          {list.length > 0 && (
            <button type="button" class="button" onClick={removeAll}>
              <Icon name="close" />
              Remove all
            </button>
          )}
        </div>
      )}
    </FileSection>
  );
}

async function load(chosen: File): Promise<string> {
  const list = await readExceptionsFile(chosen);
  exceptions.value = list;
  exceptionsFile.value = { name: chosen.name, readAt: new Date() };
  exceptionsChanged.value = false;
  return `${chosen.name}: ${plural(list.length, 'exception')}`;
}

function change(list: readonly Exception[]): void {
  exceptions.value = list;
  exceptionsChanged.value = true;
}

function save(): void {
  const name = exceptionsFile.value?.name.replace(/\.gz$/i, '') ?? EXCEPTIONS_EXAMPLE.name;
  saveFile(new Blob([formatExceptions(exceptions.value)], { type: 'application/json' }), name);
  exceptionsChanged.value = false;
}

function removeAll(): void {
  exceptions.value = [];
  exceptionsFile.value = undefined;
  exceptionsChanged.value = false;
  announce('All exceptions removed');
}

/** A browser asks before it closes a page with changes that are nowhere else. */
effect(() => {
  if (!exceptionsChanged.value) return;
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', ask);
  return () => removeEventListener('beforeunload', ask);
});

/** Where the exceptions come from, and whether they are on disk. */
function Standing({ count }: { count: number }) {
  const file = exceptionsFile.value;
  if (count === 0 && !file) return null;
  return (
    <p>
      {plural(count, 'exception')}
      {file && (
        <>
          {' '}
          from <strong class="loaded-name">{file.name}</strong>
          <span class="muted">
            , read <TimeAgo time={file.readAt} />
          </span>
        </>
      )}
      .{exceptionsChanged.value && <strong> Changed here and not saved as a file yet.</strong>}
    </p>
  );
}
