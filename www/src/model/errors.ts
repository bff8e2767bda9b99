/** What went wrong, in words for the person in front of the page: what happened, what to do. */
import { PatchlensError } from 'patchlens';
import { BackendError } from './backend-error';
import type { Explanation, Words } from './explanation';
import { PolicyRefusal, policyWords } from './policy-refusal';
import { toldWords } from './told-words';
import { SampleUnavailable, sampleWords } from './sample-unavailable';
import { missingAction, serviceWords } from './service-words';
import { wasmWords } from './wasm-words';

type Code = PatchlensError['code'];

/** By the package's code, where AWS's answer says nothing in particular. */
const BY_CODE: Record<Exclude<Code, 'wasm'>, Words> = {
  service: {
    title: 'AWS refused the request',
    advice: 'What AWS said is below; its documentation lists the code.',
  },
  network: {
    title: 'The service could not be reached',
    advice:
      'Check the connection and the endpoint. A browser reports a CORS error the same way: ' +
      'an endpoint of your own must allow requests from this page’s origin.',
    remedy: 'credentials',
  },
  timeout: {
    title: 'The service did not answer in time',
    advice: 'It may be overloaded, or something in between holds the requests back. Try again.',
  },
  'malformed-response': {
    title: 'The answer was not understandable',
    advice:
      'It said “success” but its content is not what Systems Manager sends. ' +
      'Check the endpoint, and any proxy between this page and AWS.',
    remedy: 'credentials',
  },
  'repeated-token': {
    title: 'The listing went in a circle',
    advice: 'The service gave the same page token twice. Try again; report it to AWS if it stays.',
  },
  'invalid-input': {
    title: 'A setting cannot be right',
    advice: 'Nothing was sent. Correct what is named below.',
    remedy: 'credentials',
  },
  credentials: {
    title: 'No credentials are available',
    advice: 'Enter the credentials again.',
    remedy: 'credentials',
  },
  'bad-snapshot': {
    title: 'The snapshot cannot be read',
    advice: 'It is damaged, cut short or of a later version. Take another one.',
  },
};

const BACKEND_FAILED: Words = {
  title: 'The Worker has a problem of its own',
  advice: 'Its log says more. Try again; tell its operator if it stays.',
};

/** By the code of a backend, or of what the page finds wrong with it. */
const BY_BACKEND_CODE: Record<string, Words> = {
  unauthorized: {
    title: 'The Worker did not accept the access token',
    advice: 'Check the URL and the token, and enter them again.',
    remedy: 'credentials',
  },
  'not-found': {
    title: 'The Worker does not know this address',
    advice: 'It answers, but has nothing at this path. Check its URL and its version.',
    remedy: 'credentials',
  },
  misconfigured: {
    title: 'A setting of the Worker is missing or wrong',
    advice: 'Its log says which one. The operator of the Worker has to correct it.',
  },
  internal: BACKEND_FAILED,
  wasm: BACKEND_FAILED,
  network: {
    title: 'The Worker could not reach AWS',
    advice: 'Try again. If it stays, its AWS_REGION or AWS_ENDPOINT_URL is wrong.',
  },
  credentials: {
    title: 'The Worker got no credentials',
    advice: 'The operator of the Worker has to check that its keys may assume its role.',
  },
  unreachable: {
    title: 'The Worker could not be reached',
    advice:
      'Check the connection and the URL. A browser reports a CORS error the same way: unless the ' +
      'Worker serves this page itself, its ALLOWED_ORIGIN must be this page’s origin.',
    remedy: 'credentials',
  },
  'cut-off': {
    title: 'The answer was cut off',
    advice: 'The connection to the Worker ended before all was read. Try again.',
  },
  unreadable: {
    title: 'The answer was not understandable',
    advice: 'It is not what the Worker of patchlens sends. Check the URL.',
    remedy: 'credentials',
  },
};

export function explain(error: unknown): Explanation {
  if (error instanceof SampleUnavailable) return sampleWords(error);
  if (error instanceof PolicyRefusal) return policyWords(error);
  if (!(error instanceof PatchlensError || error instanceof BackendError)) {
    return { ...unexpected(error), ...toldWords(error) };
  }
  const words =
    toldWords(error) ??
    (error instanceof BackendError ? backendWords(error) : clientWords(error));
  return {
    detail: error.message,
    requestId: error.requestId,
    missingAction: isAnswered(error) ? missingAction(error) : undefined,
    remedy: 'none',
    expected: false,
    ...words,
  };
}

function clientWords(error: PatchlensError): Words {
  if (error.code === 'wasm') return wasmWords(error.cause);
  return (isAnswered(error) && serviceWords(error, 'person')) || BY_CODE[error.code];
}

function backendWords(error: BackendError): Words {
  const words =
    (isAnswered(error) && serviceWords(error, 'backend')) || BY_BACKEND_CODE[error.code];
  return words ?? BY_CODE[error.code as keyof typeof BY_CODE] ?? BY_CODE.service;
}

/** Whether the reason is that of an answer of AWS, and not of a connection that failed. */
function isAnswered({ code }: { code: string }): boolean {
  return code === 'service' || code === 'credentials';
}

function unexpected(error: unknown): Explanation {
  return {
    title: 'Something unexpected happened',
    advice: 'Try again. If it stays, please report it with the text below.',
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    requestId: undefined,
    missingAction: undefined,
    remedy: 'none',
    expected: false,
  };
}
