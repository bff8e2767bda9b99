/**
 * Runs a script of this repository, and installs the npm packages first if they are missing or old.
 * This file and what it imports use Node's own modules only, so that `npm start` and `npm test` work
 * in a fresh clone.
 *
 *     node scripts/bootstrap.mjs scripts/start.mjs --port 4680
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installed, NPM_CI, ROOT } from './packages.mjs';

// Vite's minimum. The package itself runs on Node 20.0 and later.
const NODE = [20, 19];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new Error(
    `Node ${NODE.join('.')} or newer is needed, this is ${process.versions.node}: ` +
      'get it from https://nodejs.org',
  );
}

function installPackages() {
  if (installed('.')) return;
  console.log('set-up: npm packages …');
  // On Windows npm is a batch file, which needs a shell.
  const shell = process.platform === 'win32';
  const { error, status } = spawnSync('npm', NPM_CI, { cwd: ROOT, stdio: 'inherit', shell });
  if (error) throw error;
  if (status !== 0) throw new Error(`\`npm ${NPM_CI.join(' ')}\` exited with ${status}`);
}

const [script, ...args] = process.argv.slice(2);
try {
  checkNode();
  installPackages();
} catch (error) {
  console.error(`set-up: ${error.message}`);
  // The closing line of the tests, which did not get to run.
  if (script.endsWith('test.mjs')) console.log('\n0 passed, 1 failed');
  process.exit(1);
}
// The script sees the command line as if Node had started it.
process.argv.splice(1, Infinity, resolve(ROOT, script), ...args);
await import(pathToFileURL(process.argv[1]));
