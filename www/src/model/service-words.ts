/** What the page says about an error response of AWS, by the reason that the package gives. */
import type { Words } from './explanation';
import type { Reason } from './reason';

/** An error with AWS's answer, from the client or from a backend. */
export interface ServiceFailure {
  reason?: Reason | undefined;
  operation?: string | undefined;
  awsCode?: string | undefined;
  status?: number | undefined;
  attempts?: number | undefined;
}

/** Whose keys AWS did not accept: those of the person, or those of a backend. */
export type Owner = 'person' | 'backend';

const REJECTED_KEYS: Record<Owner, Words> = {
  person: {
    title: 'AWS did not accept the credentials',
    advice: 'Check the access key id, the secret access key and the region, and enter them again.',
    remedy: 'credentials',
  },
  backend: {
    title: 'AWS did not accept the credentials of the Worker',
    advice: 'The operator of the Worker has to check its secrets and its region.',
  },
};

const DENIED: Record<Owner, Words> = {
  person: {
    title: 'These credentials are not allowed to read this',
    advice: 'Allow the action below in the IAM policy of the user or role, then try again.',
    remedy: 'credentials',
  },
  backend: {
    title: 'The Worker is not allowed to read this',
    advice:
      'The operator of the Worker has to allow the action below in the IAM policy of its user or role.',
  },
};

const EXPIRED: Record<Owner, Words> = {
  person: {
    title: 'The session has expired',
    advice: 'Temporary credentials end after some hours. Get new ones and enter them.',
    remedy: 'credentials',
  },
  backend: {
    title: 'The session of the Worker has expired',
    advice: 'The operator of the Worker has to give it new credentials, or better a role.',
  },
};

const CLOCK_SKEW: Record<Owner, Words> = {
  person: {
    title: 'The clock of this computer is off',
    advice: 'AWS accepts requests within 5 minutes of its own time. Set the clock, then try again.',
  },
  backend: {
    title: 'The clock of the Worker is off',
    advice: 'AWS accepts requests within 5 minutes of its own time. Try again.',
  },
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

const REGION_DISABLED: Words = {
  title: 'This region is not enabled for the account',
  advice: 'Enable the region in the account settings of AWS, or choose another one.',
  remedy: 'credentials',
};

/** Codes that say more than their reason. */
const BY_CODE: Record<string, Words> = {
  OptInRequired: REGION_DISABLED,
  RegionDisabledException: REGION_DISABLED,
  UnknownOperationException: {
    title: 'The endpoint is not Systems Manager',
    advice: 'It answered that it does not know the operation. Check the endpoint.',
    remedy: 'credentials',
  },
};

/** `undefined` if the answer means nothing in particular. */
export function serviceWords(failure: ServiceFailure, owner: Owner): Words | undefined {
  const { awsCode = '', reason = 'other' } = failure;
  if (Object.hasOwn(BY_CODE, awsCode)) return BY_CODE[awsCode];
  switch (reason) {
    case 'throttled':
      return THROTTLED;
    case 'expired':
      return EXPIRED[owner];
    case 'denied':
      return isAboutPermission(failure) ? DENIED[owner] : REJECTED_KEYS[owner];
    case 'clock-skew':
      return CLOCK_SKEW[owner];
    case 'not-found':
      return failure.operation?.startsWith('DescribeInstance') ? NO_PATCH_DATA : undefined;
    case 'unavailable':
      return unavailable(failure);
    case 'other':
      return undefined;
  }
}

/** The action that the policy lacks, for a denial that is about permission. */
export function missingAction(failure: ServiceFailure): string | undefined {
  const { operation } = failure;
  const isDenied = serviceWords(failure, 'person') === DENIED.person;
  return isDenied && operation ? `${servicePrefix(operation)}:${operation}` : undefined;
}

/** A denial can also be about the keys themselves, as with InvalidSignatureException. */
function isAboutPermission({ awsCode = '' }: ServiceFailure): boolean {
  return !/signature|token|client|key|authfailure/i.test(awsCode);
}

function servicePrefix(operation: string): string {
  if (operation.startsWith('AssumeRole')) return 'sts';
  return /^Get(Id|CredentialsForIdentity)$/.test(operation) ? 'cognito-identity' : 'ssm';
}

function unavailable({ status, attempts = 1 }: ServiceFailure): Words {
  // A scan repeats requests itself, so a single attempt says nothing.
  const tries = attempts > 1 ? `; asked ${attempts} times` : '';
  const answer = status === undefined ? 'It did not answer' : `It answered with HTTP ${status}`;
  return {
    title: 'The service has a problem of its own',
    advice: `${answer}${tries}. Wait a minute, then try again.`,
  };
}
