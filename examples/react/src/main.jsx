import { PatchClient } from 'patchlens';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.jsx';
import './style.css';

const { VITE_AWS_REGION, VITE_AWS_ENDPOINT_URL } = import.meta.env;

const client = new PatchClient({
  region: VITE_AWS_REGION ?? 'eu-central-1',
  endpoint: VITE_AWS_ENDPOINT_URL,
  // A credentials provider: called on first use, and again shortly before the credentials expire.
  credentials: async () => (await fetch('/credentials.json')).json(),
});

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
