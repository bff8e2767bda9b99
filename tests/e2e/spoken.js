/**
 * What a screen reader says of a page, in reading order, by a simulation of one.
 *
 * It reads names, roles and states by the W3C's rules. It is no real screen reader: it shows that
 * nothing is unnamed, in the wrong order or hidden, not how it sounds.
 */
import { build } from 'esbuild';

let script;

/** The screen reader as one script, made once. */
function reader() {
  script ??= build({
    stdin: {
      contents: `
        import { virtual } from '@guidepup/virtual-screen-reader/browser.js';
        globalThis.readAloud = async (selector, most) => {
          await virtual.start({ container: document.querySelector(selector) });
          for (let steps = 0; steps < most; steps += 1) {
            await virtual.next();
            if (/^end of (document|main)$/.test(await virtual.lastSpokenPhrase())) break;
          }
          const phrases = await virtual.spokenPhraseLog();
          await virtual.stop();
          return phrases;
        };`,
      resolveDir: import.meta.dirname ?? process.cwd(),
    },
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'error',
  }).then(({ outputFiles }) => outputFiles[0].text);
  return script;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} [selector] the part that is read
 * @param {number} [most] phrases
 * @returns {Promise<string[]>} the phrases
 */
export async function spoken(page, selector = 'body', most = 400) {
  // Through the debugger, because the page's policy allows no foreign script.
  await page.evaluate(await reader());
  return page.evaluate(([part, steps]) => globalThis.readAloud(part, steps), [selector, most]);
}
