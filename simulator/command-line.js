import { parseArgs } from 'node:util';
import { QUIRKS, unknownQuirk } from './quirks.js';

const OPTIONS = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '4566' },
  region: { type: 'string', default: 'us-east-1' },
  nodes: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  quirks: { type: 'string', default: '' },
  help: { type: 'boolean', short: 'h', default: false },
};
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

export const USAGE = `Usage: node simulator/serve.js [options]

  --port <number>    port to listen on, 0 for any free one (4566)
  --host <address>   address to listen on (127.0.0.1)
  --region <name>    the only region that signatures may be scoped to (us-east-1)
  --nodes <number>   size of the fleet (1000)
  --seed <number>    which fleet (1)
  --quirks <names>   comma-separated:
${Object.entries(QUIRKS)
  .map(([name, meaning]) => `                       ${name}: ${meaning}`)
  .join('\n')}
  --help             this text`;

/** An invalid argument; the message names it. */
export class UsageError extends Error {}

/**
 * @param {string[]} args
 * @returns {{ help: boolean, host: string, port: number, region: string,
 *   fleet: { nodes: number, seed: number }, quirks: string[] }}
 * @throws {UsageError}
 */
export function readCommandLine(args) {
  const values = parse(args);
  return {
    help: values.help,
    host: values.host,
    port: wholeNumber('port', values.port, 65_535),
    region: regionOf(values.region),
    fleet: {
      nodes: wholeNumber('nodes', values.nodes, 10_000_000),
      seed: wholeNumber('seed', values.seed, Number.MAX_SAFE_INTEGER),
    },
    quirks: quirksOf(values.quirks),
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error.message, { cause: error });
  }
}

function wholeNumber(name, text, max) {
  if (!/^\d{1,16}$/.test(text) || Number(text) > max) {
    throw new UsageError(`--${name}: expected a whole number from 0 to ${max}, got "${text}"`);
  }
  return Number(text);
}

function regionOf(region) {
  if (!REGION.test(region)) {
    throw new UsageError(`--region: expected a name like eu-central-1, got "${region}"`);
  }
  return region;
}

function quirksOf(text) {
  const quirks = text.split(',').filter(Boolean);
  const unknown = quirks.find((quirk) => !Object.hasOwn(QUIRKS, quirk));
  if (unknown !== undefined) throw new UsageError(`--quirks: ${unknownQuirk(unknown)}`);
  return quirks;
}
