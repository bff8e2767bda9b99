/** Debian's and Ubuntu's packages, where they can be installed without asking for a password. */
import { ask, must } from './process.mjs';

/**
 * @param {string} name of the package
 * @throws {Error} where there is no apt-get, it may not be used, or it fails
 */
export async function apt(name) {
  const root = process.getuid?.() === 0;
  const [command, ...args] = [
    ...(root ? [] : ['sudo', '-n']),
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
  ];
  if ((await ask(command, [...args, '--version'])) === undefined) {
    throw new Error(`apt-get cannot install ${name}: it is not here, or needs a password`);
  }
  await must(command, [...args, '-qq', 'update'], { output: 'keep' });
  await must(command, [...args, '-qq', 'install', '-y', '--no-install-recommends', name], {
    output: 'keep',
  });
}
