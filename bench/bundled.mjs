/**
 * The download size of a program in a browser: bundled and minified by esbuild, then compressed
 * with brotli.
 */
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

/** The smallest useful program of each client: both patch operations, or a signed request. */
export const PROGRAMS = {
  patchlens: uses('patchlens', 'PatchClient', 'signRequest'),
  '@aws-sdk/client-ssm': uses(
    '@aws-sdk/client-ssm',
    'SSMClient',
    'paginateDescribeInstancePatchStates',
    'paginateDescribeInstancePatches',
  ),
  'aws4fetch (signing only)': uses('aws4fetch', 'AwsClient'),
  '@smithy/signature-v4 (signing only)':
    uses('@smithy/signature-v4', 'SignatureV4') + uses('@aws-crypto/sha256-js', 'Sha256'),
};

/** The smallest program that reads a fleet, or opens one. */
export const FLEET = uses('patchlens/fleet', 'Fleet', 'scanFleet');

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} program an ES module
 * @param {string} [resolveDir] the folder whose packages it imports
 * @returns {Promise<string>} the bundle, minified
 */
export async function bundled(program, resolveDir = ROOT) {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/**
 * @param {string | Uint8Array} content
 * @returns {number} bytes after brotli at its highest quality, which is Node's default
 */
export function brotli(content) {
  return brotliCompressSync(content).length;
}

function uses(module, ...names) {
  return `import { ${names} } from '${module}'; globalThis.used = [globalThis.used, ${names}];`;
}
