/** Opens a URL in the person's browser. */
import { spawn } from 'node:child_process';

/** @returns {[program: string, args: string[]]} */
export function openerOf(platform, url) {
  if (platform === 'darwin') return ['open', [url]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return ['xdg-open', [url]];
}

/**
 * @param {string} url
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<boolean>} whether there is a program that opens it
 */
export function openBrowser(url, env, platform = process.platform) {
  const [program, args] = openerOf(platform, url);
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: withoutSecrets(env), detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** A browser has no use for the keys of a shell. */
function withoutSecrets(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
}
