/** The service worker that answers for the sample fleet of a static site. */
import { SampleUnavailable } from './model/sample-unavailable';
import { isSampleWorker, workerScript } from './trusted-script';

/** Long enough for a slow link to send the worker. */
const START_TIMEOUT_MS = 20_000;

/**
 * Resolves when the worker answers this page. A worker of another version of the site is replaced.
 *
 * @param url absolute
 * @throws {SampleUnavailable}
 */
export async function startSampleWorker(url: string): Promise<void> {
  // Not in all contexts, whatever the type says.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) throw new SampleUnavailable('This browser has no service workers for this site.');
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  try {
    const registration = await workers.register(workerScript(url), { updateViaCache: 'none' });
    await answersThisPage(workers, registration, url, signal);
  } catch (error) {
    throw new SampleUnavailable(messageOf(error), { cause: error });
  }
}

function answersThisPage(
  workers: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (workers.controller?.scriptURL === url) resolve();
    };
    const failed = (event: Event) => {
      if ((event.target as ServiceWorker).state === 'redundant')
        reject(new Error('The service worker could not be installed.'));
    };
    workers.addEventListener('controllerchange', check, { signal });
    signal.addEventListener('abort', () => reject(signal.reason));
    registration.installing?.addEventListener('statechange', failed, { signal });
    // It runs already, but not for a page that was reloaded past all caches.
    if (registration.active?.scriptURL === url) registration.active.postMessage('answer this page');
    check();
  });
}

/** Ends a worker that an earlier version of the site has left. Other workers of the site stay. */
export async function endSampleWorker(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registration = await workers?.getRegistration().catch(() => undefined);
  const script = registration?.active ?? registration?.waiting ?? registration?.installing;
  if (script && isSampleWorker(script.scriptURL)) await registration?.unregister();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
