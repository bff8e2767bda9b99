import { useCallback, useEffect, useState } from 'react';

const LOADING = { phase: 'loading', patches: [] };

/**
 * The patches that a node is missing, page by page as they arrive. Unmounting the component, or
 * another node id, aborts the requests.
 *
 * @param {import('patchlens').PatchClient} client the same one at every render
 * @param {string} nodeId
 * @returns {{ phase: 'loading' | 'failed' | 'done',
 *   patches: import('patchlens').PatchComplianceData[], error?: Error, retry: () => void }}
 */
export function useMissingPatches(client, nodeId) {
  const [state, setState] = useState(LOADING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const show = (next) => {
      if (!abort.signal.aborted) setState(next);
    };
    show(LOADING);
    read(client, nodeId, abort.signal, (patches) => show({ phase: 'loading', patches })).then(
      (patches) => show({ phase: 'done', patches }),
      (error) => show({ phase: 'failed', patches: [], error }),
    );
    return () => abort.abort();
  }, [client, nodeId, attempt]);
  const retry = useCallback(() => setAttempt((number) => number + 1), []);
  return { ...state, retry };
}

async function read(client, InstanceId, signal, onPage) {
  const Filters = [{ Key: 'State', Values: ['Missing'] }];
  const paginator = client.paginate('describeInstancePatches', { InstanceId, Filters }, { signal });
  let patches = [];
  for await (const page of paginator.pages()) {
    patches = [...patches, ...(page.Patches ?? [])];
    onPage(patches);
  }
  return patches;
}
