import type { Exception } from 'patchlens/fleet';
import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { enterException, withdrawException } from '../exception-edits';
import { draftOfAddress, newExceptionHash } from '../model/except-link';
import { draftOf, type DraftField } from '../model/own-files/exception-draft';
import { filesHash } from '../model/route';
import { exceptionsOf } from '../model/server-exceptions';
import { go } from '../navigation';
import type { Session } from '../session';
import { ErrorPanel } from './error-panel';
import { ExceptionEdits } from './exception-edits';
import { ExceptionForm } from './exception-form';
import { ExceptionsTable } from './exceptions-table';
import { RefreshButton } from './refresh-button';
import { useRequest } from './use-request';
import { ViewHeading } from './view-heading';

/** What the server adds, and so no one enters. */
const BY_SERVER: readonly DraftField[] = ['by', 'at'];

interface Props {
  session: Session;
  /** The query of the address. */
  query: string;
  /** Whether the server lets its user change them, as far as is known. */
  canEdit: boolean;
}

/** The exceptions of a server, for those who may change them and those who may see them. */
export function ExceptionsOfServer({ session, query, canEdit }: Props) {
  const { answered, error } = useRequest(session, (server) => server.get('exceptions', exceptionsOf));
  // Who loses the right while the form is open keeps what is written there.
  const couldEdit = useRef(false);
  couldEdit.current ||= canEdit;
  const ofAddress = couldEdit.current ? draftOfAddress(query) : undefined;
  const [changed, setChanged] = useState<Exception>();
  const [withdrawn, setWithdrawn] = useState<Exception>();
  const list = answered?.exceptions ?? [];
  const draft = changed ? draftOf(changed) : ofAddress;
  const close = () => {
    setChanged(undefined);
    if (ofAddress) go(filesHash());
  };
  const keep = async (made: Exception) => {
    await enterException(session, made, changed);
    announce(`Exception ${made.id} ${changed ? 'changed' : 'entered'}`);
    close();
  };
  return (
    <>
      <div class="page-head">
        <ViewHeading title="Exceptions" takesFocus={!draft} />
        <span class="headline" />
        <RefreshButton />
      </div>
      <div class="files">
        <section class="card file-section" aria-labelledby="exceptions-title">
          <h2 id="exceptions-title">Those that hold</h2>
          <p class="file-lead">
            Open patches that are accepted, by whom and until when. They hold for everyone who asks this
            server. A covered patch stays in every table and number, with the id of its exception, and a node
            is “excepted” once all that is open on it is covered.
            {!canEdit && ' You may see them; the server lets editors change them.'}
          </p>
          {error !== undefined && <ErrorPanel error={error} offerConnect={false} />}
          {error === undefined && !answered && <p role="status">Opening…</p>}
          {answered && list.length === 0 && <p class="muted">No exception holds.</p>}
          {withdrawn && (
            <Withdrawal
              key={withdrawn.id}
              exception={withdrawn}
              withdraw={() => withdrawException(session, withdrawn)}
              onClose={() => setWithdrawn(undefined)}
            />
          )}
          {list.length > 0 && (
            <ExceptionsTable
              list={list}
              removal="Withdraw"
              {...(canEdit && { onChange: setChanged, onRemove: setWithdrawn })}
            />
          )}
          {draft && (
            <ExceptionForm
              key={changed?.id ?? JSON.stringify(draft)}
              draft={draft}
              isNew={!changed}
              left={changed ? [...BY_SERVER, 'id'] : BY_SERVER}
              taken={new Set(list.filter(({ id }) => id !== changed?.id).map(({ id }) => id))}
              onKeep={keep}
              onClose={close}
            />
          )}
          {canEdit && !draft && (
            <div class="actions">
              <a class="button" href={newExceptionHash()}>
                Add an exception
              </a>
            </div>
          )}
        </section>
        {answered && answered.edits.length > 0 && <ExceptionEdits edits={answered.edits} />}
      </div>
    </>
  );
}

interface WithdrawalProps {
  exception: Exception;
  withdraw: () => Promise<void>;
  onClose: () => void;
}

/** Asks before an exception ends for everyone. */
function Withdrawal({ exception: { id }, withdraw, onClose }: WithdrawalProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => title.current?.focus(), []);
  const end = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await withdraw();
      announce(`Exception ${id} withdrawn`);
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="panel panel-notice" role="group" aria-label={`Withdraw ${id}`}>
      <div class="panel-body">
        <p ref={title} class="panel-title" tabIndex={-1}>
          Withdraw {id}?
        </p>
        <p>What it covers then counts as open without an exception, for everyone who asks this server.</p>
        {failure !== undefined && <ErrorPanel error={failure} offerConnect={false} />}
        <div class="actions">
          <button type="button" class="button button-primary" aria-disabled={isBusy} onClick={() => void end()}>
            {isBusy ? 'Withdrawing…' : 'Withdraw it'}
          </button>
          <button type="button" class="button" onClick={onClose}>
            Keep it
          </button>
        </div>
      </div>
    </div>
  );
}
