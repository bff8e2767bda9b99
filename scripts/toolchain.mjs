/** The pinned Rust toolchain, which rustup installs. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, must, ROOT } from './process.mjs';
import { step } from './step.mjs';

/** The target that the crate is built for. */
export const WASM = 'wasm32-unknown-unknown';

/** Has rustup add the pinned toolchain, or what is missing of it. */
export async function rust() {
  const channel = readFileSync(join(ROOT, 'rust-toolchain.toml'), 'utf8').match(
    /channel = "(.+)"/,
  )[1];
  if (await complete(channel)) return;
  if (!(await ask('rustup', ['--version']))) {
    throw new Error(
      'Rust is needed, with rustup: get it from https://rustup.rs and open a new terminal',
    );
  }
  const wanted = ['--component', 'clippy', '--component', 'rustfmt', '--target', WASM];
  await step(`Rust ${channel}`, () =>
    must('rustup', [
      'toolchain',
      'install',
      channel,
      '--no-self-update',
      '--profile',
      'minimal',
      ...wanted,
    ]),
  );
}

async function complete(channel) {
  // Otherwise asking installs, without a word.
  const env = { RUSTUP_AUTO_INSTALL: '0' };
  const [rustc, folder, ...rest] = await Promise.all([
    ask('rustc', ['--version'], { env }),
    ask('rustc', ['--print', 'target-libdir', '--target', WASM], { env }),
    ask('cargo', ['clippy', '--version'], { env }),
    ask('cargo', ['fmt', '--version'], { env }),
  ]);
  return (
    rustc?.startsWith(`rustc ${channel} `) && existsSync(folder ?? '') && !rest.includes(undefined)
  );
}
