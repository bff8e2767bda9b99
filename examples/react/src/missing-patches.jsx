import { useMissingPatches } from './use-missing-patches.js';

/** @param {{ client: import('patchlens').PatchClient, nodeId: string }} props */
export function MissingPatches({ client, nodeId }) {
  const { phase, patches, error, retry } = useMissingPatches(client, nodeId);
  if (phase === 'failed') return <Failed error={error} retry={retry} />;
  return (
    <section aria-busy={phase === 'loading'}>
      <p role="status">{summary(phase, patches.length)}</p>
      {patches.length > 0 && <PatchTable nodeId={nodeId} patches={patches} />}
    </section>
  );
}

function summary(phase, count) {
  if (phase === 'loading') return count === 0 ? 'Loading…' : `${count} so far, loading…`;
  if (count === 0) return 'No patch is missing.';
  return count === 1 ? '1 patch is missing.' : `${count} patches are missing.`;
}

function Failed({ error, retry }) {
  const isUnknown = error.reason === 'not-found';
  return (
    <div role="alert">
      <p>{isUnknown ? 'The service knows no patches of this node.' : 'The patches could not be read.'}</p>
      <p>
        <small>{error.message}</small>
      </p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

function PatchTable({ nodeId, patches }) {
  return (
    <table>
      <caption>Missing patches of {nodeId}</caption>
      <thead>
        <tr>
          <th scope="col">Patch</th>
          <th scope="col">Severity</th>
          <th scope="col">Classification</th>
          <th scope="col">CVEs</th>
        </tr>
      </thead>
      <tbody>
        {patches.map((patch, index) => (
          // No member of a patch is sure to be unique, and the list only grows.
          <tr key={index}>
            <th scope="row">{patch.Title || patch.KBId}</th>
            <td>{patch.Severity || 'not rated'}</td>
            <td>{patch.Classification || 'not classified'}</td>
            <td>{(patch.CVEIds ?? '').split(',').join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
