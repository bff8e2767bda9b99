/** What the page says of an error of a fleet's server, and of the scopes that a server could not read. */
import type { PatchlensError } from 'patchlens';
import type { Words } from './explanation';

const UNREACHABLE: Words = {
  title: 'The server could not be reached',
  advice:
    'Check the address and the connection. A browser reports a CORS error the same way: a server at ' +
    'another origin must allow the origin of this page.',
  remedy: 'credentials',
};

const NOT_UNDERSTOOD: Words = {
  title: 'This is no patchlens server, or one of another version',
  advice:
    'It answered, but not by the protocol that this page speaks (patchlens-fleet/1). Check the ' +
    'address; if it is right, the page or the server has to be updated. The details say what came.',
  remedy: 'credentials',
};

const BY_STATUS: Record<number, Words> = {
  // A redirect, which is not followed.
  0: {
    title: 'The server redirects, perhaps to a page to sign in',
    advice: 'Reload this page: if your session has ended, that asks you to sign in again.',
  },
  401: {
    title: 'The server did not accept the access token',
    advice: 'Check the token, or get one if you left it out, and connect again.',
    remedy: 'credentials',
  },
  403: {
    title: 'The server does not allow this',
    advice:
      'Either the token may not read this fleet, or the server does not allow the origin of this ' +
      'page. Ask its operator for one or the other.',
    remedy: 'credentials',
  },
  404: {
    title: 'No patchlens server answers at this address',
    advice: 'Check the address with its path: the page asks for v1/describe below it.',
    remedy: 'credentials',
  },
  429: {
    title: 'The server throttles',
    advice: 'It gets too many questions. Wait a minute, then try again.',
  },
  503: {
    title: 'The server cannot answer now',
    advice: 'It is there, but not ready. Wait a minute, then try again; tell its operator if it stays.',
  },
};

const EXPIRED: Words = {
  title: 'The access token has expired',
  advice: 'Get a new token, and connect again.',
  remedy: 'credentials',
};

const FAULT: Words = {
  title: 'The server has a problem of its own',
  advice: 'Try again; tell its operator if it stays.',
};

const REFUSED: Words = {
  title: 'The server refused the question',
  advice: 'The details have its answer. Check the address, and any proxy between.',
  remedy: 'credentials',
};

const SETTING: Words = {
  title: 'The question or the address cannot be right',
  advice: 'Correct what the details name.',
  remedy: 'credentials',
};

type Facts = Pick<PatchlensError, 'code'> & Partial<Pick<PatchlensError, 'status' | 'reason'>>;

/** @param error of `remoteSource` */
export function serverWords({ code, status, reason }: Facts): Words | undefined {
  switch (code) {
    case 'network':
      return UNREACHABLE;
    case 'timeout':
      return { title: 'The server did not answer in time', advice: FAULT.advice };
    case 'malformed-response':
      return NOT_UNDERSTOOD;
    case 'invalid-input':
      return SETTING;
    case 'service':
      if (reason === 'expired') return EXPIRED;
      return BY_STATUS[status ?? 0] ?? ((status ?? 0) >= 500 ? FAULT : REFUSED);
    default:
      return undefined;
  }
}

const NOT_YOURS: Words = {
  title: 'The server does not allow this',
  advice: 'You may read this fleet, and not do this with it. Its operator can give you the right.',
};

const NOT_OFFERED: Words = {
  title: 'The server does not offer this',
  advice: 'Refresh: it may have changed since this page was opened.',
};

const NOT_TAKEN: Words = {
  title: 'The server does not take this',
  advice: 'Its answer says why. Correct that and try again.',
};

/** @param facts of a request beside the questions, to a server that has answered some */
export function requestWords(facts: Facts): Words {
  if (facts.status === 400) return NOT_TAKEN;
  if (facts.status === 403) return NOT_YOURS;
  if (facts.status === 404) return NOT_OFFERED;
  return serverWords(facts) ?? FAULT;
}

const SCOPE_TITLES: Partial<Record<PatchlensError['reason'], string>> = {
  denied: 'AWS does not allow the server to read this',
  expired: 'The server’s session with AWS has expired',
  throttled: 'AWS throttled the server',
  unavailable: 'AWS did not answer the server',
};

/** @param error of a scope, between the server and AWS */
export function scopeWords({ reason }: PatchlensError): Words {
  return {
    title: SCOPE_TITLES[reason] ?? 'The server could not read this',
    advice: 'Its operator has to mend that; this page cannot.',
  };
}
