/** The Content-Security-Policy of the built page: in its document, and in the headers of its host. */
import type { Plugin } from 'vite';
import { AWS_REGIONS } from './aws-regions.ts';

/** What the page talks to: the nodes, assumed roles, and identity pools. */
const SERVICES = ['ssm', 'sts', 'cognito-identity'];
/** The name of the page's policy for Trusted Types, in `src/sample-worker.ts`. */
const TRUSTED_TYPES = 'patchlens';

/** What holds in both places: the page runs its own scripts and WebAssembly, and nothing else. */
const SHARED = [
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "font-src 'none'",
  "media-src 'none'",
  "manifest-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES}`,
];

/** The endpoints of AWS in all Regions, each by its whole name. */
export function awsEndpoints(): string[] {
  const hosts = AWS_REGIONS.flatMap(([domain, regions]) =>
    regions.flatMap((region) => SERVICES.map((service) => `${service}.${region}.${domain}`)),
  );
  return hosts.map((host) => `https://${host}`);
}

/**
 * The policy in the document. It is the one with the list of endpoints, which is longer than some
 * hosts allow a header to be.
 *
 * @param own origins of endpoints beside AWS's and the page's own
 */
export function documentPolicy(own: readonly string[]): string {
  const connect = ["connect-src 'self'", ...own, ...awsEndpoints()].join(' ');
  return ["default-src 'none'", connect, ...SHARED].join('; ');
}

/** The policy in the headers. What a document cannot say of itself is here only: who may frame it. */
export function headerPolicy(): string {
  return ["frame-ancestors 'none'", ...SHARED].join('; ');
}

/**
 * The origins in `PATCHLENS_CONNECT`, separated by spaces.
 *
 * @throws {Error} for anything but an origin, such as a wildcard
 */
export function ownOrigins(text = ''): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  for (const word of words) {
    const origin = URL.canParse(word) ? new URL(word).origin : undefined;
    if (origin === word && /^https?:/.test(word) && !word.includes('*')) continue;
    throw new Error(`PATCHLENS_CONNECT: expected origins such as https://a.example, got "${word}"`);
  }
  return words;
}

/** Not in `vite dev`, which injects styles and a socket of its own. */
export function contentSecurityPolicy(own: readonly string[]): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => withPolicy(html, documentPolicy(own)),
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}

/** After the character set, which a browser looks for in the first 1,024 bytes only. */
function withPolicy(html: string, policy: string): string {
  const before = '<meta charset="utf-8" />';
  const [start, end, ...more] = html.split(before);
  if (end === undefined || more.length > 0) throw new Error(`index.html needs one ${before}`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  return `${start}${before}\n    ${meta}${end}`;
}

/** In the format of Cloudflare and Netlify. */
function headersFile(): string {
  return [
    '# The document has the rest of the policy, with the endpoints that the page may connect to: their',
    '# list is longer than the 2,000 characters that a line may have here.',
    '/*',
    `  Content-Security-Policy: ${headerPolicy()}`,
    '  Referrer-Policy: no-referrer',
    '  X-Content-Type-Options: nosniff',
    '',
  ].join('\n');
}
