import { parseArgs } from 'node:util';
import {
  instant,
  nodeCount,
  ratePerSecond,
  regionName,
  scopeIn,
  share,
  UsageError,
  wholeNumber,
} from './arguments.js';
import { MIXES, unknownMix } from './fleet/mix.js';
import { QUIRKS, unknownQuirk } from './quirks.js';

export { UsageError };

const OPTIONS = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '4566' },
  region: { type: 'string' },
  nodes: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  day: { type: 'string', default: '0' },
  start: { type: 'string' },
  'scan-share': { type: 'string', default: '1' },
  mix: { type: 'string', default: 'plain' },
  rate: { type: 'string' },
  scope: { type: 'string', multiple: true, default: [] },
  quirks: { type: 'string', default: '' },
  help: { type: 'boolean', short: 'h', default: false },
};

export const USAGE = `Usage: node simulator/serve.js [options]

  --port <number>    port to listen on, 0 for any free one (4566)
  --host <address>   address to listen on (127.0.0.1)
  --region <name>    the only region that signatures may be scoped to (us-east-1)
  --nodes <number>   size of the fleet (1000)
  --seed <number>    which fleet (1)
  --day <number>     how many days the fleet has changed since its start (0)
  --start <time>     the instant of day 0 (so that the day is now)
  --scan-share <s>   the share of nodes that are scanned each day (1)
  --mix <name>       ${Object.keys(MIXES).join(' or ')} (plain)
  --rate <number>    calls of SSM per second, above which it throttles (no limit)
  --scope <account>/<region>[:<nodes>[:<rate>]]
                     several accounts and regions, one for each --scope, in place of --region;
                     the seeds of their fleets count from --seed
  --quirks <names>   comma-separated:
${Object.entries(QUIRKS)
  .map(([name, meaning]) => `                       ${name}: ${meaning}`)
  .join('\n')}
  --help             this text`;

/**
 * @param {string[]} args
 * @returns {{ help: boolean, host: string, port: number } &
 *   import('./settings.js').SimulatorOptions}
 * @throws {UsageError}
 */
export function readCommandLine(args) {
  const values = parse(args);
  return {
    help: values.help,
    host: values.host,
    port: wholeNumber('port', values.port, 65_535),
    ...placesOf(values),
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

/** One region, or the scopes. */
function placesOf(values) {
  const fleet = fleetOf(values);
  const limit = values.rate === undefined ? {} : { requestsPerSecond: ratePerSecond(values.rate) };
  const scopes = values.scope.map((text, index) => {
    const { nodes = fleet.nodes, ...scope } = scopeIn(text);
    return { ...limit, ...scope, fleet: { ...fleet, nodes, seed: fleet.seed + index } };
  });
  if (scopes.length === 0) {
    return { region: regionName(values.region ?? 'us-east-1'), fleet, ...limit };
  }
  if (values.region === undefined) return { scopes };
  throw new UsageError('--region: the regions are those of each --scope');
}

function fleetOf(values) {
  return {
    nodes: nodeCount(values.nodes),
    seed: wholeNumber('seed', values.seed, Number.MAX_SAFE_INTEGER),
    day: wholeNumber('day', values.day, 3_650),
    ...(values.start !== undefined && { start: instant(values.start) }),
    scanShare: share('scan-share', values['scan-share']),
    mix: mixNamed(values.mix),
  };
}

function mixNamed(name) {
  if (!Object.hasOwn(MIXES, name)) throw new UsageError(`--mix: ${unknownMix(name)}`);
  return name;
}

function quirksOf(text) {
  const quirks = text.split(',').filter(Boolean);
  const unknown = quirks.find((quirk) => !Object.hasOwn(QUIRKS, quirk));
  if (unknown !== undefined) throw new UsageError(`--quirks: ${unknownQuirk(unknown)}`);
  return quirks;
}
