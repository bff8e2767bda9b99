import { useState } from 'react';
import { MissingPatches } from './missing-patches.jsx';

/** @param {{ client: import('patchlens').PatchClient }} props */
export function App({ client }) {
  const [nodeId, setNodeId] = useState('');
  const choose = (event) => {
    event.preventDefault();
    setNodeId(String(new FormData(event.currentTarget).get('node')).trim());
  };
  return (
    <main>
      <h1>Missing patches</h1>
      <form onSubmit={choose}>
        <label>
          Node <input name="node" required placeholder="i-0123456789abcdef0" autoComplete="off" />
        </label>{' '}
        <button type="submit">Show</button>
      </form>
      {nodeId && <MissingPatches client={client} nodeId={nodeId} />}
    </main>
  );
}
