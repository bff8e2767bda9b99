/**
 * Writes the table of AWS's Regions, from which the build of the page makes its list of endpoints.
 *
 *     node scripts/aws-regions.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMain, ROOT } from './process.mjs';

const SDK = join(ROOT, 'node_modules/@aws-sdk/core');
const PARTITIONS = 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const TABLE = join(ROOT, 'www/build/aws-regions.ts');

/** The text of the table, by the installed AWS SDK for JavaScript. */
export async function regionsTable() {
  const { version } = JSON.parse(readFileSync(join(SDK, 'package.json'), 'utf8'));
  const { partitionsInfo } = await import(pathToFileURL(join(SDK, PARTITIONS)).href);
  return [
    '/**',
    ' * The Regions of AWS, by the domain of their endpoints. Written by scripts/aws-regions.mjs.',
    ' *',
    ` * Source: ${PARTITIONS.split('/').at(-1)} of @aws-sdk/core ${version} (Apache-2.0, Amazon.com, Inc.).`,
    ' */',
    'export const AWS_REGIONS: readonly (readonly [domain: string, regions: readonly string[]])[] = [',
    ...partitionsInfo.partitions.map(rowOf),
    '];',
    '',
  ].join('\n');
}

function rowOf({ regions, outputs: { dnsSuffix, implicitGlobalRegion } }) {
  // A partition also lists a pseudo Region, such as aws-global, which has no endpoint of SSM.
  const names = Object.keys(regions).filter((name) => /-\d+$/.test(name));
  const lines = names.length > 0 ? names : [implicitGlobalRegion];
  return [`  [`, `    '${dnsSuffix}',`, `    [`, ...lines.map((it) => `      '${it}',`), `    ],`, `  ],`].join('\n');
}

if (isMain(import.meta.url)) writeFileSync(TABLE, await regionsTable());
