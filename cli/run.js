/** The command line, without the process: arguments and streams in, an exit code out. */
import { readFile } from 'node:fs/promises';
import { Console } from './console.js';
import { CommandError, UsageError } from './command-error.js';
import * as diff from './commands/diff.js';
import * as history from './commands/history.js';
import * as scan from './commands/scan.js';
import * as serve from './commands/serve.js';
import { EXIT } from './exit-codes.js';
import { readOptions } from './options.js';

const COMMANDS = { scan, serve, diff, history };

const HELP = `patchlens: AWS Patch Manager compliance at a shell

Usage: patchlens <command> [options]

Commands:
  scan               read a fleet and print what is open
  serve              read a fleet and show it in a page on this computer
  diff OLD NEW       print what changed between two snapshots
  history DIR        add a snapshot to a folder, of which the page draws a trend

Options:
  -h, --help         help, also of a command: patchlens scan --help
  -v, --version      the version

Without an account, with a made-up fleet:
  npx patchlens scan --simulate
  npx patchlens serve --simulate

Documentation: https://www.npmjs.com/package/patchlens
`;

/**
 * @typedef {object} Io what a command has of its process
 * @property {Pick<NodeJS.WritableStream, 'write'> & { isTTY?: boolean, columns?: number }} stdout
 * @property {Pick<NodeJS.WritableStream, 'write'> & { isTTY?: boolean, columns?: number }} stderr
 * @property {Record<string, string | undefined>} env
 * @property {NodeJS.ReadableStream} [stdin] of a person at a terminal
 * @property {AbortSignal} signal of Ctrl+C
 * @property {(request: Request) => Promise<Response>} [fetch] default the global one
 */

/**
 * @param {string[]} args
 * @param {Io} io
 * @returns {Promise<number>} the exit code
 */
export async function run(args, io) {
  const console = new Console(io);
  try {
    return await dispatch(args, io, console);
  } catch (error) {
    return failed(error, io, console);
  }
}

async function dispatch([name, ...rest], io, console) {
  if (name === undefined) {
    await console.error(HELP.trimEnd());
    return EXIT.usage;
  }
  if (['-h', '--help', 'help'].includes(name)) return shown(console, helpOf(rest[0]));
  if (['-v', '--version'].includes(name)) return shown(console, `${await version()}\n`);
  const command = commandNamed(name);
  if (rest.includes('--help') || rest.includes('-h')) return shown(console, command.HELP);
  return command.run(readOptions(rest, command.OPTIONS, command.ARGUMENTS), io, console);
}

function commandNamed(name) {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name];
  const known = Object.keys(COMMANDS).join(', ');
  throw new UsageError(`There is no command "${name}". The commands are ${known}`);
}

function helpOf(name) {
  return name === undefined ? HELP : commandNamed(name).HELP;
}

async function shown(console, text) {
  await console.write(text);
  return EXIT.ok;
}

async function version() {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return JSON.parse(text).version;
}

async function failed(error, { env }, console) {
  if (!(error instanceof CommandError) && env.PATCHLENS_DEBUG) console.error(String(error?.stack));
  await console.error(`patchlens: ${error?.message ?? error}`);
  if (error instanceof UsageError) await console.error('See patchlens --help');
  return error instanceof CommandError ? error.exitCode : EXIT.error;
}
