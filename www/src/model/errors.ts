/** What went wrong, in words for the person in front of the page: what happened, what to do. */
import { PatchlensError } from 'patchlens';
import { RelayError } from './relay-error';

/** What the person can do here and now, besides trying again. */
export type Remedy = 'credentials' | 'none';

export interface Explanation {
  title: string;
  advice: string;
  /** The error's own words, with the code that AWS gave. */
  detail: string;
  requestId: string | undefined;
  /** The IAM action that is not allowed. */
  missingAction: string | undefined;
  remedy: Remedy;
  /** Not a failure: the way the service says that there is nothing. */
  expected: boolean;
}

type Failure = PatchlensError | RelayError;
type Words = Pick<Explanation, 'title' | 'advice'> & Partial<Explanation>;

const REJECTED_KEYS: Words = {
  title: 'AWS did not accept the credentials',
  advice: 'Check the access key id, the secret access key and the region, and enter them again.',
  remedy: 'credentials',
};
const EXPIRED: Words = {
  title: 'The session has expired',
  advice: 'Temporary credentials end after some hours. Get new ones and enter them.',
  remedy: 'credentials',
};
const DENIED: Words = {
  title: 'These credentials are not allowed to read this',
  advice: 'Allow the action below in the IAM policy of the user or role, then try again.',
  remedy: 'credentials',
};
const CLOCK: Words = {
  title: 'The clock of this computer is off',
  advice: 'AWS takes requests within 5 minutes of its own time. Set the clock, then try again.',
};
const THROTTLED: Words = {
  title: 'AWS is throttling the requests',
  advice:
    'Other tools may be reading the same account. Wait a minute, then continue where it stopped.',
};
const NO_PATCH_DATA: Words = {
  title: 'There is no patch data for this node',
  advice:
    'It was never scanned, or Systems Manager does not know it in this region. ' +
    'Run AWS-RunPatchBaseline with the operation Scan on it.',
  expected: true,
};

const BY_AWS_CODE: Record<string, Words> = {
  AccessDenied: DENIED,
  AccessDeniedException: DENIED,
  UnauthorizedOperation: DENIED,
  NotAuthorized: DENIED,
  UnrecognizedClientException: REJECTED_KEYS,
  InvalidClientTokenId: REJECTED_KEYS,
  InvalidSignatureException: REJECTED_KEYS,
  SignatureDoesNotMatch: REJECTED_KEYS,
  IncompleteSignature: REJECTED_KEYS,
  IncompleteSignatureException: REJECTED_KEYS,
  MissingAuthenticationToken: REJECTED_KEYS,
  MissingAuthenticationTokenException: REJECTED_KEYS,
  InvalidAccessKeyId: REJECTED_KEYS,
  AuthFailure: REJECTED_KEYS,
  ExpiredToken: EXPIRED,
  ExpiredTokenException: EXPIRED,
  RequestExpired: CLOCK,
  RequestTimeTooSkewed: CLOCK,
  RequestInTheFuture: CLOCK,
  Throttling: THROTTLED,
  ThrottlingException: THROTTLED,
  ThrottledException: THROTTLED,
  TooManyRequestsException: THROTTLED,
  RequestLimitExceeded: THROTTLED,
  SlowDown: THROTTLED,
  InvalidInstanceId: NO_PATCH_DATA,
  OptInRequired: {
    title: 'This region is not enabled for the account',
    advice: 'Enable the region in the account settings of AWS, or choose another one.',
    remedy: 'credentials',
  },
  UnknownOperationException: {
    title: 'The endpoint is not Systems Manager',
    advice: 'It answered that it does not know the operation. Check the endpoint.',
    remedy: 'credentials',
  },
};

const BY_CODE: Record<PatchlensError['code'], Words> = {
  service: {
    title: 'AWS refused the request',
    advice: 'What AWS said is below; its documentation lists the code.',
  },
  network: {
    title: 'The service could not be reached',
    advice:
      'Check the connection and the endpoint. A browser reports a refusal by CORS the same way: ' +
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
    title: 'No credentials could be had',
    advice: 'Enter the credentials again.',
    remedy: 'credentials',
  },
  wasm: {
    title: 'This browser cannot run the signing module',
    advice: 'patchlens needs WebAssembly with SIMD: Chrome 91, Firefox 89, Safari 16.4 or newer.',
  },
};

/** Where the keys are not the reader's own, somebody else has to see to them. */
const OF_A_RELAY = new Map<Words | undefined, Words>([
  [
    REJECTED_KEYS,
    {
      title: 'AWS did not accept the credentials of the Worker',
      advice: 'Whoever runs the Worker has to check its secrets and its region.',
    },
  ],
  [
    EXPIRED,
    {
      title: 'The session of the Worker has expired',
      advice: 'Whoever runs the Worker has to give it new credentials, or better a role.',
    },
  ],
  [
    DENIED,
    {
      title: 'The Worker is not allowed to read this',
      advice: 'Whoever runs it has to allow the action below in the IAM policy of its user or role.',
    },
  ],
]);

/** What a relay itself says, or what the page says of it. */
const BY_RELAY_CODE: Record<string, Words> = {
  unauthorized: {
    title: 'The Worker did not accept the access token',
    advice: 'Check the URL and the token, and enter them again.',
    remedy: 'credentials',
  },
  'not-found': {
    title: 'There is nothing like it at this address',
    advice: 'The Worker answers, but not to this question. Check its URL and its version.',
    remedy: 'credentials',
  },
  misconfigured: {
    title: 'The Worker lacks a setting',
    advice: 'Its log says which one. Whoever runs it has to add it.',
  },
  internal: {
    title: 'The Worker has a problem of its own',
    advice: 'Its log says more. Try again; whoever runs it should know if it stays.',
  },
  network: {
    title: 'The Worker could not reach AWS',
    advice: 'Try again. If it stays, its AWS_REGION or AWS_ENDPOINT_URL is wrong.',
  },
  credentials: {
    title: 'The Worker got no credentials',
    advice: 'Whoever runs it has to check that its keys may assume its role.',
  },
  unreachable: {
    title: 'The Worker could not be reached',
    advice:
      'Check the connection and the URL. A browser reports a refusal by CORS the same way: ' +
      'unless the Worker serves this page itself, its ALLOWED_ORIGIN must name this page’s origin.',
    remedy: 'credentials',
  },
  'cut-off': {
    title: 'The answer was cut off',
    advice: 'The connection to the Worker ended before all was read. Try again.',
  },
  'malformed-answer': {
    title: 'The answer was not understandable',
    advice: 'It is not what the Worker of patchlens sends. Check the URL.',
    remedy: 'credentials',
  },
};

export function explain(error: unknown): Explanation {
  if (!(error instanceof PatchlensError || error instanceof RelayError)) return unexpected(error);
  return {
    detail: error.message,
    requestId: error.requestId,
    missingAction: undefined,
    remedy: 'none',
    expected: false,
    ...wordsFor(error),
  };
}

function wordsFor(error: Failure): Words {
  const known = error.awsCode ? BY_AWS_CODE[error.awsCode] : undefined;
  const words = error instanceof RelayError ? ofRelay(error, known) : known;
  if (known === DENIED) return { ...DENIED, ...words, missingAction: actionOf(error) };
  if (error.awsCode?.startsWith('InvalidSignature') && isAboutTime(error.message)) return CLOCK;
  if (words) return words;
  if ((error.status ?? 0) >= 500) return serverError(error);
  return BY_CODE[error.code as PatchlensError['code']] ?? BY_CODE.service;
}

/** The same, where it does not matter who asked. */
function ofRelay(error: RelayError, known: Words | undefined): Words | undefined {
  return OF_A_RELAY.get(known) ?? known ?? BY_RELAY_CODE[error.code];
}

/** AWS says with the code of a wrong signature, too, that the request is too old. */
function isAboutTime(message: string): boolean {
  return /signature (expired|not yet current)/i.test(message);
}

function actionOf({ operation }: Failure): string | undefined {
  return operation ? `ssm:${operation}` : undefined;
}

function serverError({ status, attempts = 1 }: Failure): Words {
  const tries = attempts === 1 ? 'once' : `${attempts} times`;
  return {
    title: 'The service has a problem of its own',
    advice: `It answered with HTTP ${status}; asked ${tries}. Wait a minute, then try again.`,
  };
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
