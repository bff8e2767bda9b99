/** What runs in the page. Each function stands alone, since Playwright sends its text there. */

/** Clicks the link of a view. @returns {Promise<number>} ms until its first rows are painted */
export async function viewShown({ name, selector }) {
  const link = [...document.querySelectorAll('.view-nav a')].find((it) => it.innerText === name);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const painted = async () => {
    await frame();
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
  };
  await painted();
  const start = performance.now();
  link.click();
  const isShown = () => link.hasAttribute('aria-current') && document.querySelector(selector);
  if (!isShown()) {
    await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`${name} is not there after 30 s`)), 30_000);
      const observer = new MutationObserver(() => {
        if (!isShown()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    });
  }
  await painted();
  return performance.now() - start;
}

/** Counts frames. @param {number} ms for how long */
export async function followScroll(ms) {
  const times = [];
  await new Promise((resolve) => {
    const step = (time) => {
      times.push(time);
      if (time - times[0] < ms) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  });
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  const worstMs = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.95)];
  return { framesPerSecond: (gaps.length * 1000) / (times.at(-1) - times[0]), worstMs };
}

/** Times each letter from its event to the paint of the rows that it leads to. */
export function listenToKeys() {
  globalThis.keyTimes?.stop();
  const rows = [];
  const events = [];
  const counter = () => document.querySelector('.shown-count')?.innerText;
  let begun;
  let before = counter();
  const onInput = (event) => {
    begun = event.timeStamp;
  };
  const afterPaint = (what) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = what;
      port2.postMessage(undefined);
    });
  const observer = new MutationObserver(() => {
    if (begun === undefined || counter() === before) return;
    before = counter();
    const start = begun;
    begun = undefined;
    afterPaint(() => rows.push(performance.now() - start));
  });
  const timing = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name === 'keydown') events.push(duration);
    }
  });
  document.addEventListener('input', onInput, { capture: true });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  timing.observe({ type: 'event', durationThreshold: 16 });
  globalThis.keyTimes = {
    rows,
    events,
    stop() {
      document.removeEventListener('input', onInput, { capture: true });
      observer.disconnect();
      timing.disconnect();
    },
  };
}

/** The times since {@link listenToKeys}, in ms. Events that took less than 16 ms have none. */
export function timesOfKeys() {
  const { rows, events, stop } = globalThis.keyTimes;
  stop();
  return { rows, events: events.length > 0 ? events : [0] };
}
