/** The options of the simulator in a command line of this repository. */
import { readCommandLine, USAGE } from '../simulator/command-line.js';

/** Options that ask for another fleet than the page's own sample. */
const FLEET = ['scope', 'region', 'nodes', 'seed', 'day', 'start', 'mix', 'scan-share', 'rate'];

/**
 * @param {string[]} args
 * @param {number} defaultPort
 * @returns {{ help: boolean, host: string, port: number, isChosen: boolean, isOwn: boolean,
 *   fleet: import('../simulator/settings.js').SimulatorOptions }} `isChosen`: whether the port was
 *   given; `isOwn`: whether a fleet was
 * @throws {Error} that names the wrong option
 */
export function simulatorOptions(args, defaultPort) {
  const { help, host, port, ...fleet } = readCommandLine(['--port', String(defaultPort), ...args]);
  const isOwn = FLEET.some((name) => has(args, name));
  return { help, host, port, isChosen: has(args, 'port'), isOwn, fleet };
}

function has(args, name) {
  return args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
}

/** The help of a command with these options. */
export function usageOf(command, defaultPort, without) {
  const [, ...lines] = USAGE.replace('(4566)', `(${defaultPort}, or the next free one)`).split('\n');
  return [`Usage: ${command} -- [options]`, ...lines, '', without].join('\n');
}

/** A scope of a simulator, in words. */
export function inWords({ account, region, fleet: { size, seed } }) {
  const place = account === undefined ? region : `${account}/${region}`;
  return `${size} nodes in ${place} (seed ${seed})`;
}
