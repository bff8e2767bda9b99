/** Invariant: only src/web names the browser's crates, so all the rest is tested natively. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';
import { filesOf } from './stamp.mjs';

const BROWSER = /\b(wasm_bindgen(_futures)?|serde_wasm_bindgen|js_sys|web_sys|gloo_net)\b/;

/** @returns {string[]} `file:line: text` of each line that breaks it */
export function trespasses() {
  const files = filesOf('src').filter(
    (file) => file.endsWith('.rs') && !file.startsWith('src/web/'),
  );
  return files.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((line, index) => ({
        code: line.replace(/\/\/.*/, ''),
        at: `${file}:${index + 1}: ${line.trim()}`,
      }))
      .filter(({ code }) => BROWSER.test(code))
      .map(({ at }) => at),
  );
}
