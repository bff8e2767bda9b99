/** Installs packages of Debian and Ubuntu, if that needs no password. */
import { ask, must } from './process.mjs';

/**
 * @param {...string} names of the packages
 * @throws {Error} if apt-get is missing, needs a password or fails
 */
export async function apt(...names) {
  const root = process.getuid?.() === 0;
  const [command, ...args] = [
    ...(root ? [] : ['sudo', '-n']),
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
  ];
  if ((await ask(command, [...args, '--version'])) === undefined) {
    const what = names.join(' and ');
    throw new Error(`apt-get cannot install ${what}: it is not here, or needs a password`);
  }
  await must(command, [...args, '-qq', 'update'], { output: 'keep' });
  const install = ['install', '-y', '--no-install-recommends', ...names];
  await must(command, [...args, '-qq', ...install], { output: 'keep' });
}
