const { serviceWorker } = navigator;
const script = `service-worker.js${location.search}`;
await serviceWorker.register(script, { type: 'module' });
const { active } = await serviceWorker.ready;
active.postMessage('run');
