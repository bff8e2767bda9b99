/** Reads the heap size of a V8 through its inspector (Chrome DevTools Protocol). */

import { sleep } from '../js/suite/check.js';

const LIMIT_MS = 30_000;

/**
 * @param {typeof import('ws')} WebSocket
 * @param {string | URL} url of the inspector
 * @param {() => Promise<unknown>} nudge sends the runtime a request: workerd runs commands of the
 *   inspector only while it handles one
 * @returns {Promise<{ heapBytes: () => Promise<number>, close: () => void }>} `heapBytes` collects
 *   the garbage and returns the bytes in use
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
      // What a finalizer releases is collected in the next round.
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
