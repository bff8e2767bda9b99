/**
 * patchlens: AWS Systems Manager Patch Manager reads over `fetch`.
 *
 * Response members keep AWS's own spelling (PascalCase); the package's own options are camelCase.
 * Times are `Date`, durations are milliseconds and say so in their names.
 */

// ── Credentials ──────────────────────────────────────────────────────────────────────────────

/** Keys of an IAM user or, with a session token, of a role session. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Present for temporary credentials. `""` counts as absent. */
  sessionToken?: string | undefined;
  /** When known, a function source is asked again from 5 minutes before it. A number is
   *  milliseconds since the epoch, a string RFC 3339. */
  expiration?: Date | string | number | undefined;
}

/**
 * Credentials, or a function that is asked for them on first use and again near their expiration.
 * Concurrent calls share one ask. What the function throws comes back as the `cause` of a
 * {@link PatchlensError} with code `'credentials'`.
 */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

// ── Sources of credentials ───────────────────────────────────────────────────────────────────

/** What every source can be told about the service that it asks. */
export interface SourceOptions {
  /** The region whose endpoint is asked, such as `eu-central-1`. */
  region: string;
  /** Overrides the endpoint derived from the region. `http:` only for loopback hosts; no user
   *  name, query or fragment. */
  endpoint?: string | URL | undefined;
  /** Use the FIPS 140 validated endpoint. Not together with `endpoint`. */
  useFipsEndpoint?: boolean | undefined;
  /** Use the endpoint that also answers over IPv6. Not together with `endpoint`. */
  useDualstackEndpoint?: boolean | undefined;
  /** Attempts in total, the first included. Default 3. */
  maxAttempts?: number | undefined;
  /** Ends one attempt, which is then retried like a network failure. Default 30,000. */
  attemptTimeoutMs?: number | undefined;
  /** Sent instead of the global `fetch`: a proxy, a service binding, a test. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** What is told of a role and the session to have with it. */
export interface RoleOptions extends SourceOptions {
  /** The ARN of the role, 20 to 2048 characters. */
  roleArn: string;
  /** Names the session in CloudTrail and in ARNs: 2 to 64 of letters, digits and `_+=,.@-`.
   *  Default `patchlens-` and the time. */
  roleSessionName?: string | undefined;
  /** How long the credentials are to work, in seconds: 900 to 43,200, and no more than the role
   *  allows. Default 3600, as AWS sets it. */
  durationSeconds?: number | undefined;
}

/** What the sources give: temporary keys, and when they end. */
export interface TemporaryCredentials extends Credentials {
  sessionToken: string;
  expiration: Date;
}

/**
 * A function that asks AWS for temporary credentials each time it is called, but for those who call
 * it while it is asking: they share the ask. Given to a client as `credentials`, it is asked on
 * first use and again from 5 minutes before they expire.
 *
 * It rejects with a {@link PatchlensError} of code `'credentials'`, whose message says what to do
 * and whose `cause` is what happened: an error of code `'service'` with AWS's own `awsCode`, of
 * `'network'`, `'timeout'` or `'malformed-response'`. No message holds a key or a token.
 */
export type TemporaryCredentialsSource = () => Promise<TemporaryCredentials>;

/**
 * Credentials of a user or guest of an Amazon Cognito identity pool, which needs no keys: in a
 * browser, for the users of an app. Asks for an identity once and keeps it (again, should it have
 * been deleted meanwhile), then for its credentials, which last an hour.
 *
 * @example
 * ```js
 * const credentials = fromCognitoIdentityPool({
 *   region: 'eu-central-1',
 *   identityPoolId: 'eu-central-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
 *   logins: async () => ({
 *     'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI': await idToken(),
 *   }),
 * });
 * const client = new PatchClient({ region: 'eu-central-1', credentials });
 * ```
 * @throws {TypeError} for options that can never work; see {@link PatchClient}.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export function fromCognitoIdentityPool(
  options: SourceOptions & {
    /** The id of the pool, such as `eu-central-1:1a2b3c4d-…`. */
    identityPoolId: string;
    /** The tokens of a user who is signed in, by the names of their providers; a function is asked
     *  each time. None for a guest, if the pool allows guests. */
    logins?:
      | Record<string, string>
      | (() => Record<string, string> | Promise<Record<string, string>>)
      | undefined;
    /** A role to have instead of the pool's, where the tokens name several. */
    customRoleArn?: string | undefined;
    /** The AWS account of the pool, 1 to 15 digits; AWS finds it itself. */
    accountId?: string | undefined;
  },
): TemporaryCredentialsSource;

/**
 * Credentials of a role for the bearer of an OpenID Connect token, which needs no keys: in a
 * workload of GitHub, Google or Kubernetes, or for users of an identity provider that IAM knows.
 *
 * @example
 * ```js
 * import { readFile } from 'node:fs/promises';
 *
 * const credentials = fromWebIdentity({
 *   region: 'eu-central-1',
 *   roleArn: 'arn:aws:iam::123456789012:role/PatchReader',
 *   token: () => readFile(process.env.AWS_WEB_IDENTITY_TOKEN_FILE ?? '', 'utf8'),
 * });
 * ```
 * @throws {TypeError} for options that can never work; see {@link PatchClient}.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function fromWebIdentity(
  options: RoleOptions & {
    /** Gives the token, 4 to 20,000 characters; asked each time, since tokens expire. */
    token: () => string | Promise<string>;
  },
): TemporaryCredentialsSource;

/**
 * Credentials of a role for those who have others already. `source` can be of any kind, a source
 * itself too, so that a role is assumed with the credentials of another; AWS limits sessions of
 * such roles to one hour.
 *
 * @example
 * ```js
 * const credentials = fromAssumeRole({
 *   region: 'eu-central-1',
 *   roleArn: 'arn:aws:iam::210987654321:role/PatchReader',
 *   externalId: 'portal-42',
 *   source: { accessKeyId, secretAccessKey },
 * });
 * ```
 * @throws {TypeError} for options that can never work; see {@link PatchClient}.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function fromAssumeRole(
  options: RoleOptions & {
    /** What the trust policy of the role may ask for, if it is another account's: 2 to 1224 of
     *  letters, digits and `_+=,.@:/-`. */
    externalId?: string | undefined;
    /** Whose credentials assume the role. */
    source: CredentialsSource;
  },
): TemporaryCredentialsSource;

// ── Client ───────────────────────────────────────────────────────────────────────────────────

export interface ClientOptions {
  /** An AWS region such as `eu-central-1`; also names the signing scope. */
  region: string;
  credentials: CredentialsSource;
  /** Overrides the endpoint derived from the region. `http:` only for loopback hosts; no user
   *  name, query or fragment. */
  endpoint?: string | URL | undefined;
  /** Use the FIPS 140 validated endpoint. Not together with `endpoint`. */
  useFipsEndpoint?: boolean | undefined;
  /** Use the endpoint that also answers over IPv6. Not together with `endpoint`. */
  useDualstackEndpoint?: boolean | undefined;
  /** Attempts in total, the first included. Default 3. */
  maxAttempts?: number | undefined;
  /** `standard` is the retry mode that the AWS SDKs default to, with its retry quota. */
  retryMode?: 'standard' | undefined;
  /** Ends one attempt, which is then retried like a network failure. Default 30,000. */
  attemptTimeoutMs?: number | undefined;
  /** Sent instead of the global `fetch`: a proxy, a service binding, a test. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
}

export interface CallOptions {
  /** Ends the call at any point, waits included; it then rejects with `signal.reason` itself. */
  signal?: AbortSignal | undefined;
  /** Ends the call as a whole, all attempts and waits included. No limit by default. */
  timeoutMs?: number | undefined;
}

/**
 * Reads Patch Manager in one region.
 *
 * Needs no `init()`: the WebAssembly module is instantiated by the first client, once per process.
 *
 * @example
 * ```js
 * const client = new PatchClient({ region: 'eu-central-1', credentials });
 * const { InstancePatchStates } = await client.describeInstancePatchStates({
 *   InstanceIds: ['i-0123456789abcdef0'],
 * });
 * ```
 */
export class PatchClient {
  /** @throws {TypeError} for options that can never work; it is a {@link PatchlensError} with code
   *  `'invalid-input'` too, and its message names every option that is wrong. */
  constructor(options: ClientOptions);

  /**
   * The patch counts of up to 50 nodes. Nodes that were never scanned, or are unknown to the
   * service, are left out of the answer.
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatchStates.html
   */
  describeInstancePatchStates(
    input: DescribeInstancePatchStatesInput,
    options?: CallOptions,
  ): Promise<DescribeInstancePatchStatesOutput>;

  /**
   * The patches of one node and their state.
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatches.html
   */
  describeInstancePatches(
    input: DescribeInstancePatchesInput,
    options?: CallOptions,
  ): Promise<DescribeInstancePatchesOutput>;

  /**
   * The managed nodes of the region: names, platforms, agent versions.
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
   */
  describeInstanceInformation(
    input?: DescribeInstanceInformationInput,
    options?: CallOptions,
  ): Promise<DescribeInstanceInformationOutput>;

  /**
   * Items across pages. The input is copied, never changed; nothing is sent before the first item
   * is asked for, and only then an input or option that is wrong is thrown.
   *
   * @example
   * ```js
   * for await (const patch of client.paginate('describeInstancePatches', { InstanceId })) {
   *   console.log(patch.Title, patch.State);
   * }
   * ```
   */
  paginate<O extends PaginatedOperation>(
    operation: O,
    input?: InputOf<O>,
    options?: PaginateOptions,
  ): Pages<O>;
}

// ── Paging ───────────────────────────────────────────────────────────────────────────────────

export interface PaginateOptions extends CallOptions {
  /** `MaxResults` of each request; wins over `MaxResults` in the input. */
  pageSize?: number | undefined;
  /** Stops after so many items, mid-page if need be; then `resumeToken` is set. */
  maxItems?: number | undefined;
  /** A `resumeToken` of an earlier run (boto3's resume tokens are the same text), or a service
   *  `NextToken`. */
  startingToken?: string | undefined;
}

/**
 * A listing, page by page. Each `for await` and each `collect()` starts the listing anew.
 * `timeoutMs` bounds each request, `signal` ends the listing.
 */
export interface Pages<O extends PaginatedOperation> extends AsyncIterable<ItemOf<O>> {
  /** The pages as the service sent them, cut to `maxItems` and `startingToken`. */
  pages(): AsyncIterableIterator<OutputOf<O>>;
  /** Where to go on after the latest run, if `maxItems` or `break` ended it or an error did;
   *  `undefined` at the end of the listing. */
  readonly resumeToken: string | undefined;
  /** All items at once, with the resume token of this run; an error loses the items before it,
   *  which `for await` has handed out. */
  collect(): Promise<{ items: ItemOf<O>[]; resumeToken?: string }>;
}

interface PaginatedOperations {
  describeInstancePatchStates: [DescribeInstancePatchStatesInput, DescribeInstancePatchStatesOutput, InstancePatchState];
  describeInstancePatches: [DescribeInstancePatchesInput, DescribeInstancePatchesOutput, PatchComplianceData];
  describeInstanceInformation: [DescribeInstanceInformationInput, DescribeInstanceInformationOutput, InstanceInformation];
}
export type PaginatedOperation = keyof PaginatedOperations;
export type InputOf<O extends PaginatedOperation> = PaginatedOperations[O][0];
export type OutputOf<O extends PaginatedOperation> = PaginatedOperations[O][1];
export type ItemOf<O extends PaginatedOperation> = PaginatedOperations[O][2];

// ── Shapes ───────────────────────────────────────────────────────────────────────────────────

/** What the HTTP exchange behind an answer was like. */
export interface ResponseMetadata {
  httpStatusCode: number;
  /** AWS's id of the request; absent where CORS hides the header. */
  requestId?: string;
  /** Attempts made, the successful one included. */
  attempts: number;
  totalRetryDelayMs: number;
}

export interface DescribeInstancePatchStatesInput {
  /** 0 to 50 ids of EC2 instances (`i-…`) or hybrid nodes (`mi-…`). */
  InstanceIds: string[];
  NextToken?: string | undefined;
  /** 10 to 100. */
  MaxResults?: number | undefined;
}
export interface DescribeInstancePatchStatesOutput {
  InstancePatchStates?: InstancePatchState[];
  NextToken?: string;
  $metadata: ResponseMetadata;
}

export interface DescribeInstancePatchesInput {
  InstanceId: string;
  /** At most 5; values of one filter are alternatives, filters must all hold. */
  Filters?: PatchFilter[] | undefined;
  NextToken?: string | undefined;
  /** 10 to 100. */
  MaxResults?: number | undefined;
}
export interface PatchFilter {
  /** 1 to 128 characters. */
  Key?: 'Classification' | 'KBId' | 'Severity' | 'State' | (string & {}) | undefined;
  /** Values of 1 to 256 characters, in the service's own spelling (`Missing`). */
  Values?: string[] | undefined;
}
export interface DescribeInstancePatchesOutput {
  Patches?: PatchComplianceData[];
  NextToken?: string;
  $metadata: ResponseMetadata;
}

export interface DescribeInstanceInformationInput {
  /** The older filter list, with members in lower case; not together with `Filters`. */
  InstanceInformationFilterList?: { key: string; valueSet: string[] }[] | undefined;
  Filters?: { Key: string; Values: string[] }[] | undefined;
  /** 5 to 50. */
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}
export interface DescribeInstanceInformationOutput {
  InstanceInformationList?: InstanceInformation[];
  NextToken?: string;
  $metadata: ResponseMetadata;
}

/** The patch counts of one node, as of its latest scan or installation. Any count can be absent. */
export interface InstancePatchState {
  InstanceId?: string;
  PatchGroup?: string;
  BaselineId?: string;
  SnapshotId?: string;
  InstallOverrideList?: string;
  OwnerInformation?: string;
  InstalledCount?: number;
  InstalledOtherCount?: number;
  InstalledPendingRebootCount?: number;
  InstalledRejectedCount?: number;
  MissingCount?: number;
  FailedCount?: number;
  /** -1 occurs where the service does not know. */
  UnreportedNotApplicableCount?: number;
  NotApplicableCount?: number;
  AvailableSecurityUpdateCount?: number;
  OperationStartTime?: Date;
  OperationEndTime?: Date;
  Operation?: 'Scan' | 'Install' | (string & {});
  LastNoRebootInstallOperationTime?: Date;
  RebootOption?: 'RebootIfNeeded' | 'NoReboot' | (string & {});
  CriticalNonCompliantCount?: number;
  SecurityNonCompliantCount?: number;
  OtherNonCompliantCount?: number;
}

/** One patch on one node. Texts can be empty. */
export interface PatchComplianceData {
  Title?: string;
  KBId?: string;
  Classification?: string;
  Severity?: string;
  /** As the service spells it (`Missing`); {@link patchState} maps both spellings to the enum's. */
  State?: string;
  /** Absent for the service's ways to say "no time": 0 and the year 1. */
  InstalledTime?: Date;
  /** Comma-separated, as the service sends it. */
  CVEIds?: string;
}

/** One managed node. */
export interface InstanceInformation {
  InstanceId?: string;
  PingStatus?: 'Online' | 'ConnectionLost' | 'Inactive' | (string & {});
  LastPingDateTime?: Date;
  AgentVersion?: string;
  IsLatestVersion?: boolean;
  PlatformType?: 'Windows' | 'Linux' | 'MacOS' | (string & {});
  PlatformName?: string;
  PlatformVersion?: string;
  ActivationId?: string;
  IamRole?: string;
  RegistrationDate?: Date;
  ResourceType?: 'ManagedInstance' | 'EC2Instance' | (string & {});
  Name?: string;
  IPAddress?: string;
  ComputerName?: string;
  AssociationStatus?: string;
  LastAssociationExecutionDate?: Date;
  LastSuccessfulAssociationExecutionDate?: Date;
  AssociationOverview?: {
    DetailedStatus?: string;
    InstanceAssociationStatusAggregatedCount?: Record<string, number>;
  };
  SourceId?: string;
  SourceType?: 'AWS::EC2::Instance' | 'AWS::IoT::Thing' | 'AWS::SSM::ManagedInstance' | (string & {});
}

export type PatchState =
  | 'INSTALLED'
  | 'INSTALLED_OTHER'
  | 'INSTALLED_PENDING_REBOOT'
  | 'INSTALLED_REJECTED'
  | 'MISSING'
  | 'NOT_APPLICABLE'
  | 'FAILED'
  | 'AVAILABLE_SECURITY_UPDATE';

/** Either spelling of a state to the enum's: `patchState('Missing')` is `'MISSING'`. An unknown
 *  state comes back unchanged. */
export function patchState(state: string): PatchState | (string & {});

// ── Signing, for any AWS service ─────────────────────────────────────────────────────────────

export interface SignOptions {
  credentials: CredentialsSource;
  region: string;
  /** The service's signing name, such as `ssm`, `s3` or `execute-api`. */
  service: string;
  /** The instant to sign for. Default: now. */
  date?: Date | undefined;
  /** S3 signs the path as sent. Default true except for service `s3`. */
  doubleEncodePath?: boolean | undefined;
}

export interface SignableRequest {
  /** Default `GET`. */
  method?: string | undefined;
  url: string | URL;
  headers?: HeadersInit | undefined;
  body?: string | Uint8Array | null | undefined;
}

export interface SignedRequest {
  method: string;
  /** The URL as `fetch` will send it. */
  url: string;
  /** The headers to send; `host` is signed but not listed, since `fetch` writes it. */
  headers: Record<string, string>;
  /** The text or bytes that were given. */
  body?: BodyInit | null;
  /** The intermediate texts, for finding out why a service says `SignatureDoesNotMatch`. */
  canonicalRequest: string;
  stringToSign: string;
}

/**
 * Signs a request for any AWS service with Signature Version 4, in header form. Signs `host` and
 * every header given but those that proxies and browsers rewrite.
 *
 * @example
 * ```js
 * const signed = await signRequest(
 *   { method: 'POST', url: 'https://sts.eu-west-1.amazonaws.com/', body: 'Action=GetCallerIdentity&Version=2011-06-15',
 *     headers: { 'content-type': 'application/x-www-form-urlencoded' } },
 *   { credentials, region: 'eu-west-1', service: 'sts' },
 * );
 * const response = await fetch(signed.url, signed);
 * ```
 */
export function signRequest(request: SignableRequest, options: SignOptions): Promise<SignedRequest>;

// ── Errors ───────────────────────────────────────────────────────────────────────────────────

/**
 * Everything that goes wrong, but for an aborted call, which rejects with `signal.reason` itself.
 *
 * | code | when | what to do |
 * |---|---|---|
 * | `service` | AWS refused; `awsCode` says why | as AWS documents that code |
 * | `network` | `fetch` failed on every attempt; a CORS refusal looks the same | check connection, endpoint, CORS |
 * | `timeout` | `attemptTimeoutMs` or `timeoutMs` ran out | raise it, or narrow the request |
 * | `malformed-response` | a 2xx whose body is not what the operation answers | check what stands between you and AWS |
 * | `repeated-token` | a listing came back to a token it had already sent | report to AWS; `resumeToken` goes on |
 * | `invalid-input` | an input or option cannot be right; nothing was sent | correct what the message names |
 * | `credentials` | the credentials source failed or gave none | see `cause` |
 * | `wasm` | the WebAssembly module cannot be instantiated here | see the message |
 */
export class PatchlensError extends Error {
  readonly code:
    | 'service'
    | 'network'
    | 'timeout'
    | 'malformed-response'
    | 'repeated-token'
    | 'invalid-input'
    | 'credentials'
    | 'wasm';
  /** The operation, as AWS spells it. */
  readonly operation?: string;
  /** AWS's error code, such as `AccessDeniedException`. */
  readonly awsCode?: string;
  /** HTTP status of the last answer. */
  readonly status?: number;
  /** AWS's id of the request; absent where CORS hides the header. */
  readonly requestId?: string;
  /** Attempts made. */
  readonly attempts?: number;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  readonly cause?: unknown;
}
