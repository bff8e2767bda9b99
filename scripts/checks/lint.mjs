/** What is checked of the sources without building or running them. */
import { run } from '../process.mjs';
import { WASM } from '../toolchain.mjs';
import { rustImportProblems } from './rust.mjs';
import { templateProblems } from './templates.mjs';
import { workflowProblems } from './workflows.mjs';

const MINUTE = 60_000;
const STRICT = ['--', '-D', 'warnings'];
const BIN = 'node_modules/.bin';
const JAVASCRIPT = ['src/js', 'cli', 'www/src', 'worker/src', 'simulator', 'scripts', 'bench'];
/** Rust programs that use the crate; they are not in its workspace. */
const PROGRAMS = ['tests/rust/client', 'examples/leptos', 'examples/worker-rust'];

/** @type {(() => Promise<import('../test.mjs').Result>)[]} */
export const LINT = [
  program('cargo fmt', 'cargo', ['fmt', '--check']),
  ...PROGRAMS.map((folder) =>
    program(`cargo fmt of ${folder}`, 'cargo', ['fmt', '--check', '--manifest-path', `${folder}/Cargo.toml`]),
  ),
  program('clippy', 'cargo', ['clippy', '--locked', '--all-features', '--all-targets', ...STRICT]),
  program('clippy for wasm', 'cargo', ['clippy', '--locked', '--all-features', '--target', WASM, ...STRICT]),
  program('documentation', 'cargo', ['rustdoc', '--locked', '--all-features', '--lib', ...STRICT]),
  rule('imports of Rust', rustImportProblems),
  program('imports of JavaScript', `${BIN}/depcruise`, JAVASCRIPT),
  program('types', `${BIN}/tsc`, ['--project', 'tests/types']),
  program('types of the worker', `${BIN}/tsc`, ['--project', 'worker']),
  surface('patchlens', 'api-extractor.json'),
  surface('patchlens/fleet', 'api-extractor.fleet.json'),
  rule('workflows', workflowProblems),
  rule('templates', () => templateProblems()),
];

/** A check by the exit code of a program. */
function program(name, command, args, advice) {
  return async () => {
    console.log(`\n── ${name}`);
    const { failed } = await run(command, args, { timeoutMs: 10 * MINUTE });
    const failure = advice ? `${name}: ${advice}` : name;
    return { name, passed: failed ? 0 : 1, failures: failed ? [failure] : [] };
  };
}

/** The check that the public types of an entry are those of its report. */
function surface(entry, config) {
  return program(
    `public surface of ${entry}`,
    `${BIN}/api-extractor`,
    ['run', '--print-api-report-diff', '--config', config],
    'if the change is meant, run `npm run api:accept`, describe it in CHANGELOG.md and commit both',
  );
}

/** A check that finds problems by itself. */
function rule(name, find) {
  return async () => {
    console.log(`\n── ${name}`);
    const failures = await find();
    return { name, passed: failures.length === 0 ? 1 : 0, failures };
  };
}
