/** What the inspector of a V8 tells of its heap, by the Chrome DevTools Protocol. */

import { sleep } from '../js/suite/check.js';

const LIMIT_MS = 30_000;

/**
 * @param {typeof import('ws')} WebSocket
 * @param {string | URL} url of the inspector
 * @param {() => Promise<unknown>} nudge makes the runtime do something, before which workerd does
 *   not do what it was told to
 * @returns {Promise<{ heapBytes: () => Promise<number>, close: () => void }>} `heapBytes` is what
 *   is in use once the garbage is collected
 */
export async function devTools(WebSocket, url, nudge) {
  const socket = new WebSocket(url);
  await opened(socket);
  let last = 0;
  function ask(method) {
    last += 1;
    const answer = answerTo(socket, last);
    socket.send(JSON.stringify({ id: last, method }));
    return answer;
  }
  async function collectGarbage() {
    let isDone = false;
    const collecting = ask('HeapProfiler.collectGarbage').finally(() => (isDone = true));
    while (!isDone) await Promise.race([collecting, nudge().then(() => sleep(20))]);
  }
  await ask('HeapProfiler.enable');
  return {
    async heapBytes() {
      // What ends with an object that was collected is collected in the next round.
      for (let round = 0; round < 3; round += 1) await collectGarbage();
      return (await ask('Runtime.getHeapUsage')).usedSize;
    },
    close: () => socket.close(),
  };
}

function opened(socket) {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
}

function answerTo(socket, id) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, LIMIT_MS, new Error('the inspector does not answer'));
    socket.on('message', function read(data) {
      const message = JSON.parse(String(data));
      if (message.id !== id) return;
      clearTimeout(timer);
      socket.off('message', read);
      if (message.error) reject(new Error(`the inspector answers: ${message.error.message}`));
      else resolve(message.result);
    });
  });
}
