import { decided } from '../error.js';
import { Fleet } from './fleet.js';
import { instanceLater } from './instances.js';
import { ScanDriver } from './scan-driver.js';
import { cursorText, scanOptions, sliceOptions } from './scan-options.js';

export async function scanFleet(scopes, options = {}) {
  const scan = scanOptions(scopes, options);
  throwIfAborted(options);
  const fleet = await fleetFor(options);
  const engine = Fleet.engineOf(fleet);
  const text = textOf(scan);
  decided(() => (options.resume ? engine.scanResume(text) : engine.scanBegin(text)));
  await new ScanDriver(fleet, engine, scan.scopes, options).run();
  return fleet;
}

export async function scanSlice(scope, cursor, options = {}) {
  const scan = sliceOptions(scope, options);
  const from = cursorText(cursor);
  throwIfAborted(options);
  const { previous } = options;
  const earlier = previous instanceof Fleet ? previous.snapshot() : previous;
  const part = new Fleet(await instanceLater());
  const engine = Fleet.engineOf(part);
  decided(() => engine.scanSlice(textOf(scan), from, earlier));
  await new ScanDriver(part, engine, scan.scopes, options).run();
  const next = decided(() => engine.scanCursor());
  return next === undefined ? { part } : { part, cursor: JSON.parse(next) };
}

/** With `keepOnAbort` a scan that is aborted before it begins ends as one that has begun. */
function throwIfAborted({ signal, keepOnAbort }) {
  if (!keepOnAbort) signal?.throwIfAborted();
}

/** The fleet to scan into: an earlier one, of which the scan makes a copy, or an empty one. */
async function fleetFor({ previous, resume }) {
  if (resume !== undefined) return Fleet.open(resume);
  if (previous === undefined) return new Fleet(await instanceLater());
  return Fleet.open(previous instanceof Fleet ? previous.snapshot() : previous);
}

/** The options for Rust, which needs no client. The deadline is one of the driver's steady clock. */
function textOf({ scopes, deadline, ...rest }) {
  const deadlineMs = deadline === undefined ? undefined : deadline - Date.now() + performance.now();
  const named = scopes.map(({ client, ...scope }) => scope);
  return JSON.stringify({ ...rest, scopes: named, deadlineMs });
}
