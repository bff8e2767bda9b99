/** What a browser downloads for a program: bundled and minified by esbuild, compressed by brotli. */
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

/** The smallest useful program of each client: both patch listings, or a signed request. */
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

/**
 * @param {string} program an ES module
 * @returns {Promise<string>} the bundle, minified
 */
export async function bundled(program) {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/** @param {string | Uint8Array} content @returns {number} bytes after brotli at its highest quality */
export function brotli(content) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(content, { params }).length;
}

function uses(module, ...names) {
  return `import { ${names} } from '${module}'; globalThis.used = [globalThis.used, ${names}];`;
}
