import { useState } from 'preact/hooks';
import { choices, choose, type Choice } from '../history-choice';
import { keptKind } from '../history-keeping';
import { historyTrouble } from '../model/history-trouble';
import type { Session } from '../session';

/** Asks once whether this browser may keep a history. */
export function KeepQuestion({ session }: { session: Session }) {
  const [trouble, setTrouble] = useState<unknown>();
  const of = keptKind(session);
  if (!of || choices.value[of] !== undefined) return null;
  const answer = (choice: Choice) => {
    try {
      choose(of, choice);
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <section class="card keep-question" aria-labelledby="keep-title">
      <div>
        <h2 id="keep-title">Keep a history in this browser?</h2>
        <p>
          One snapshot a day, after each reading{of === 'sample' ? ' of the sample fleet' : ''}; a
          partial one is marked as such. It is an inventory of weaknesses: which
          node lacks which patch, and since when. It stays in this browser, unencrypted, until you
          delete it. No key is in it.
        </p>
        {of === 'own' && session.fleet.load.readsFindings && !session.accountIsUnknown && (
          <p class="muted note">
            A reading then starts from the last snapshot: nodes whose last operation is the same keep
            their patches without a request, and ages go on. Such rows say when they were read.
          </p>
        )}
        {trouble !== undefined && <p role="alert">{historyTrouble(trouble)}</p>}
      </div>
      <div class="actions">
        <button type="button" class="button button-primary" onClick={() => answer('keep')}>
          Keep a history
        </button>
        <button type="button" class="button" onClick={() => answer('no')}>
          No
        </button>
      </div>
    </section>
  );
}
