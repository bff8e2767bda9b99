/**
 * Plays Cloudflare Access on this machine: signs the tokens with a key of its own, serves the public
 * one, and passes requests on with a token. The Worker trusts it because its configuration names it as
 * the issuer.
 */
import { randomBytes } from 'node:crypto';
import { createServer, request as send } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listenNear } from './listening.mjs';

const HEADER = 'cf-access-jwt-assertion';
const CERTS = '/cdn-cgi/access/certs';
const LOGIN = '/cdn-cgi/access/login';
const COOKIE = /(?:^|;\s*)local-access=([^;]+)/;

/**
 * @param {object} options
 * @param {string[]} options.emails the people that it knows; the first one is signed in
 * @param {{ host: string, port: number, isChosen?: boolean }} [options.place] where it listens
 */
export async function openAccess({ emails, place = { host: '127.0.0.1', port: 0 } }) {
  const access = { emails, audience: randomBytes(32).toString('hex'), keys: [], target: undefined };
  await addKey(access);
  const server = createServer((request, response) => answer(access, request, response));
  access.hostname = `${place.host}:${await listenNear(server, place)}`;
  access.issuer = `http://${access.hostname}`;
  return {
    url: `${access.issuer}/`,
    issuer: access.issuer,
    audience: access.audience,
    sign: (claims, header) => sign(access, claims, header),
    rotate: () => addKey(access),
    /** Requests go on to this address. */
    passTo: (url) => (access.target = new URL(url)),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function addKey(access) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const kid = randomBytes(32).toString('hex');
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  access.keys.unshift({ kid, jwk, privateKey });
}

/** A token with the claims and the header of Access; those given come on top. */
function sign({ keys: [{ kid, privateKey }], audience, issuer }, claims, header = {}) {
  const now = Math.floor(Date.now() / 1000);
  const usual = { aud: [audience], iss: issuer, iat: now, nbf: now, exp: now + 3600, type: 'app' };
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT', ...header })
    .sign(privateKey);
}

async function answer(access, request, response) {
  // A page of another site whose name leads to this computer has another host.
  if (request.headers.host !== access.hostname) return response.writeHead(421).end();
  const { pathname, searchParams } = new URL(request.url, access.issuer);
  if (pathname === CERTS) return certs(access, response);
  if (pathname === LOGIN) return logIn(access, searchParams.get('email'), response);
  if (!access.target) return response.writeHead(503).end('Not ready yet\n');
  const email = signedIn(access, request);
  pass(access.target, request, response, await sign(access, { email, sub: email }));
}

function certs({ keys }, response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));
}

function signedIn({ emails }, { headers }) {
  const [, email] = COOKIE.exec(headers.cookie ?? '') ?? [];
  return emails.find((known) => known === decodeURIComponent(email ?? '')) ?? emails[0];
}

function logIn({ emails }, email, response) {
  if (!emails.includes(email)) {
    return response.writeHead(404).end(`${LOGIN}?email= knows ${emails.join(', ')}\n`);
  }
  const cookie = `local-access=${encodeURIComponent(email)}; Path=/; HttpOnly; SameSite=Lax`;
  response.writeHead(302, { location: '/', 'set-cookie': cookie }).end();
}

/** A token that the client brings is replaced, as Access does. */
function pass(target, request, response, token) {
  const { method, url: path, headers } = request;
  const { hostname: host, port } = target;
  const onward = send({ host, port, method, path, headers: { ...headers, [HEADER]: token } });
  onward.on('response', (answered) => {
    response.writeHead(answered.statusCode, answered.rawHeaders);
    answered.pipe(response);
  });
  onward.on('error', () => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502).end('The Worker does not answer\n');
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
