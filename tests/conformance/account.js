/**
 * An account on each server: a user and a role with all permissions, created and used with
 * signRequest.
 *
 * @typedef {{ user: import('patchlens').Credentials, roleArn: string }} Account
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { PatchClient, signRequest } from 'patchlens';
import { startMiniStack, startMoto } from './servers.js';

export const REGION = 'us-east-1';

const INITIAL_KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'of-no-account' };
const FIRST_USER = { accessKeyId: 'test', secretAccessKey: 'test' };

const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });

/**
 * Starts both servers, which verify every request from then on.
 *
 * @returns {Promise<Record<'moto' | 'MiniStack', import('./servers.js').Server & { account: Account }>>}
 */
export async function openServers() {
  const [moto, MiniStack] = await Promise.all([
    opened(startMoto, INITIAL_KEYS),
    opened(startMiniStack, FIRST_USER),
  ]);
  const { status } = await fetch(`${moto.url}moto-api/reset-auth`, { method: 'POST', body: '0' });
  if (status !== 200) throw new Error(`moto does not begin to verify: ${status}`);
  return { moto, MiniStack };
}

async function opened(start, root) {
  const server = await start();
  return { ...server, account: await createAccount(server.url, root) };
}

async function createAccount(url, root) {
  const iam = (Action, parameters) => query(url, root, 'iam', { Action, ...parameters });
  await iam('CreateUser', { UserName: 'reader' });
  const key = await iam('CreateAccessKey', { UserName: 'reader' });
  const everything = { PolicyName: 'everything', PolicyDocument: EVERYTHING };
  await iam('PutUserPolicy', { UserName: 'reader', ...everything });
  const roleArn = await createRole(url, root, 'lens', { AWS: '*' }, 'sts:AssumeRole');
  const user = { accessKeyId: key('AccessKeyId'), secretAccessKey: key('SecretAccessKey') };
  return { user, roleArn };
}

/**
 * A role with all permissions.
 *
 * @param {string} url of the server
 * @param {import('patchlens').Credentials} credentials that create it
 * @param {string} RoleName
 * @param {object} Principal who may assume it
 * @param {string} Action the action to assume it with
 * @returns {Promise<string>} its ARN
 */
export async function createRole(url, credentials, RoleName, Principal, Action) {
  const iam = (Action, parameters) => query(url, credentials, 'iam', { Action, ...parameters });
  const AssumeRolePolicyDocument = policy({ Effect: 'Allow', Principal, Action });
  const role = await iam('CreateRole', { RoleName, AssumeRolePolicyDocument });
  const everything = { PolicyName: 'everything', PolicyDocument: EVERYTHING };
  await iam('PutRolePolicy', { RoleName, ...everything });
  return role('Arn');
}

/** A session of the role. @returns {Promise<Required<import('patchlens').Credentials>>} */
export async function assumeRole(url, { user, roleArn }, seconds = 3600) {
  const parameters = { RoleArn: roleArn, RoleSessionName: 'session', DurationSeconds: seconds };
  const found = await query(url, user, 'sts', { Action: 'AssumeRole', ...parameters });
  return {
    accessKeyId: found('AccessKeyId'),
    secretAccessKey: found('SecretAccessKey'),
    sessionToken: found('SessionToken'),
    expiration: found('Expiration'),
  };
}

/** A session of the role that has expired when this resolves. */
export async function expiredSession({ url, account }) {
  const session = await assumeRole(url, account, 1);
  await sleep(1000);
  // The server truncates the expiration in its output to seconds, but not the one that it enforces.
  await sleep(Math.max(0, new Date(session.expiration) - Date.now()) + 100);
  return session;
}

/** A client of the server, by default with the credentials of its user. */
export function clientOf({ url, account }, options) {
  const fixed = { region: REGION, endpoint: url, maxAttempts: 1 };
  return new PatchClient({ ...fixed, credentials: account.user, ...options });
}

/**
 * A call of a service with form requests and XML responses.
 *
 * @returns {Promise<(element: string) => string>} the text of the first element of that name
 */
export async function query(url, credentials, service, parameters) {
  const Version = { iam: '2010-05-08', sts: '2011-06-15', ec2: '2016-11-15' }[service];
  const body = String(new URLSearchParams({ ...parameters, Version }));
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const request = { method: 'POST', url, headers, body };
  const { status, text } = await send(request, { credentials, service });
  if (status !== 200) throw new Error(`${parameters.Action}: ${status} ${text}`);
  return (element) => text.match(new RegExp(`<${element}>([^<]*)</${element}>`))[1];
}

/**
 * Signs a request and sends it.
 *
 * @param {import('patchlens').SignableRequest} request
 * @param {{ credentials: import('patchlens').Credentials, service: string }} options
 * @param {(signed: object) => object} [tamper] returns the request to send instead
 * @returns {Promise<{ status: number, text: string }>}
 */
export async function send(request, options, tamper = (signed) => signed) {
  const sent = tamper(await signRequest(request, { region: REGION, ...options }));
  const response = await fetch(sent.url, sent);
  return { status: response.status, text: await response.text() };
}

function policy(statement) {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
