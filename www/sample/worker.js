/**
 * The sample fleet of a static site: a service worker that answers as Systems Manager and STS do. It
 * leaves every other request to the network. The browser may stop it at any time: it holds nothing
 * that it cannot make again.
 */
import { createSimulator } from '../../simulator/index.js';
import { sampleOptions } from './fleet.js';

/* global SAMPLE_START -- when the history of the build begins; the build replaces it */
const { origin } = self.location;
const PATHS = ['ssm/', 'sts/'].map((name) => new URL(name, self.location.href).pathname);

let simulator;

// A page of another version of the site must not go on with the worker of that version.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', takePages);
// A page that was reloaded past all caches has no worker until it asks for it.
self.addEventListener('message', takePages);

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin === origin && PATHS.includes(url.pathname)) {
    event.respondWith(answer(event.request));
  }
});

function takePages(event) {
  event.waitUntil(self.clients.claim());
}

function answer(request) {
  simulator ??= createSimulator(sampleOptions(SAMPLE_START, Date.now()));
  return simulator.handle(request);
}
