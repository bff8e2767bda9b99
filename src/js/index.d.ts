/**
 * patchlens: AWS Systems Manager Patch Manager reads over `fetch`.
 *
 * Response members keep AWS's own spelling (PascalCase); the package's own options are camelCase.
 * Times are `Date`, durations are milliseconds and say so in their names.
 */

// ── Credentials ──────────────────────────────────────────────────────────────────────────────

/**
 * Keys of an IAM user or, with a session token, of a role session. White space around a key or token
 * is removed. AWS's own spelling, such as `AccessKeyId`, works as well; a number in its `Expiration`
 * is seconds.
 */
export interface Credentials {
  /** The id of the keys. It is not secret. */
  accessKeyId: string;
  /** The secret that signs. No error or print of this package shows it. */
  secretAccessKey: string;
  /** Present for temporary credentials. `""` counts as absent. */
  sessionToken?: string | undefined;
  /** The time they expire: a provider is called again from 5 minutes before it. A number is
   *  milliseconds since the epoch, a string RFC 3339. */
  expiration?: Date | string | number | undefined;
}

/**
 * Credentials, or a function that returns them. It is called on first use, near their expiration, and
 * when the service says that they have expired; a call fails if it returns the expired ones again.
 * Concurrent calls share a refresh. While the credentials at hand still work, a call waits at most one
 * second for it. An error of the function is the `cause` of a {@link PatchlensError} with code
 * `'credentials'`.
 */
export type CredentialsProvider = Credentials | (() => Credentials | Promise<Credentials>);

// ── Credentials providers ────────────────────────────────────────────────────────────────────

/** The options that all credentials providers have: how they reach their service. */
export interface ProviderOptions {
  /** The region whose endpoint is called, such as `eu-central-1`. */
  region: string;
  /** Overrides the endpoint derived from the region. `http:` only for loopback hosts; no user
   *  name, query or fragment. */
  endpoint?: string | URL | undefined;
  /** Use the FIPS 140 validated endpoint. Not together with `endpoint`. */
  useFipsEndpoint?: boolean | undefined;
  /** Use the endpoint that also answers over IPv6. Not together with `endpoint`. */
  useDualstackEndpoint?: boolean | undefined;
  /** Accept an `http:` endpoint whose host name has no dot, such as `http://localstack:4566`. */
  allowInsecureEndpoint?: boolean | undefined;
  /**
   * Attempts in total, the first included; 1 switches retries off. Default 3. An attempt after the
   * clock was corrected, or the credentials were refreshed, counts as well.
   */
  maxAttempts?: number | undefined;
  /** Ends one attempt, which is then retried like a network failure. Default 30,000. */
  attemptTimeoutMs?: number | undefined;
  /** Called instead of the global `fetch`: a proxy, a service binding, a test. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** A role and its session. */
export interface RoleOptions extends ProviderOptions {
  /** The ARN of the role, 20 to 2048 characters. */
  roleArn: string;
  /** Names the session in CloudTrail and in ARNs: 2 to 64 of letters, digits and `_+=,.@-`.
   *  Default `patchlens-` and the time. */
  roleSessionName?: string | undefined;
  /** How long the credentials work, in seconds: 900 to 43,200, and no more than the role allows.
   *  AWS's default is 3600. */
  durationSeconds?: number | undefined;
}

/** The credentials that a provider returns: temporary keys, and when they expire. */
export interface TemporaryCredentials extends Credentials {
  /** The token of the session, without which the keys do not work. */
  sessionToken: string;
  /** When they expire. */
  expiration: Date;
}

/**
 * A function that gets temporary credentials from AWS each time it is called; calls that come
 * meanwhile share the result. As the `credentials` of a client it is called on first use and again
 * from 5 minutes before they expire.
 *
 * It rejects with a {@link PatchlensError} of code `'credentials'`. The message says what to do; the
 * `cause` is the failure itself: an error of code `'service'` with AWS's `awsCode`, of `'network'`,
 * `'timeout'` or `'malformed-response'`. No message holds a key or a token.
 */
export type TemporaryCredentialsProvider = () => Promise<TemporaryCredentials>;

/**
 * Credentials of a user or guest of an Amazon Cognito identity pool, which needs no keys: in a
 * browser, for the users of an app. Gets an identity once and keeps it, unless it was deleted in the
 * meantime, then its credentials, which last an hour.
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
  options: ProviderOptions & {
    /** The id of the pool, such as `eu-central-1:1a2b3c4d-…`. */
    identityPoolId: string;
    /** The tokens of a signed-in user, by the names of their identity providers; a function is called
     *  for each refresh. Absent for a guest, if the pool allows guests. */
    logins?:
      | Record<string, string>
      | (() => Record<string, string> | Promise<Record<string, string>>)
      | undefined;
    /** A role instead of the pool's, if the tokens name several. */
    customRoleArn?: string | undefined;
    /** The AWS account of the pool, 1 to 15 digits; AWS finds it by itself. */
    accountId?: string | undefined;
  },
): TemporaryCredentialsProvider;

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
    /** Returns the token, 4 to 20,000 characters; called for each refresh, since tokens expire. */
    token: () => string | Promise<string>;
  },
): TemporaryCredentialsProvider;

/**
 * Credentials of a role, for the holder of other credentials. `source` can be a provider too, so that
 * a role is assumed with the credentials of another; AWS limits the sessions of such roles to one
 * hour.
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
    /** The external id that the trust policy of another account's role may require: 2 to 1224 of
     *  letters, digits and `_+=,.@:/-`. */
    externalId?: string | undefined;
    /** The credentials that assume the role. */
    source: CredentialsProvider;
  },
): TemporaryCredentialsProvider;

// ── Client ───────────────────────────────────────────────────────────────────────────────────

/** How a client reaches the service. */
export interface ClientOptions {
  /** An AWS region such as `eu-central-1`; also names the signing scope. */
  region: string;
  /** Credentials to sign with, or a function that returns them. */
  credentials: CredentialsProvider;
  /** Overrides the endpoint derived from the region. `http:` only for loopback hosts; no user
   *  name, query or fragment. */
  endpoint?: string | URL | undefined;
  /** Use the FIPS 140 validated endpoint. Not together with `endpoint`. */
  useFipsEndpoint?: boolean | undefined;
  /** Use the endpoint that also answers over IPv6. Not together with `endpoint`. */
  useDualstackEndpoint?: boolean | undefined;
  /** Accept an `http:` endpoint whose host name has no dot, such as `http://localstack:4566`. */
  allowInsecureEndpoint?: boolean | undefined;
  /**
   * Attempts in total, the first included; 1 switches retries off. Default 3. An attempt after the
   * clock was corrected, or the credentials were refreshed, counts as well; one that only asks for a
   * smaller page, because the service refuses a `MaxResults` above 50, does not.
   */
  maxAttempts?: number | undefined;
  /**
   * `standard`, the default, is the retry mode that the AWS SDKs default to, with its retry quota.
   * `adaptive` adds their rate limiter: once the service throttles, all attempts of the client wait
   * for their turn, at a rate that follows what the service lets through. `timeoutMs` and `signal` end
   * these waits too; they are not part of `totalRetryDelayMs`.
   */
  retryMode?: 'standard' | 'adaptive' | undefined;
  /** Ends one attempt, which is then retried like a network failure. Default 30,000. */
  attemptTimeoutMs?: number | undefined;
  /** Called instead of the global `fetch`: a proxy, a service binding, a test. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * Called with the result of every attempt before the call goes on: for logs, metrics, progress. An
   * error that it throws does not reach the call, but is reported as an uncaught error.
   *
   * @example
   * ```js
   * const client = new PatchClient({
   *   region: 'eu-central-1',
   *   credentials,
   *   onAttempt: ({ operation, attempt, errorCode = 'ok', durationMs }) => {
   *     console.log(`${operation} #${attempt}: ${errorCode} after ${durationMs} ms`);
   *   },
   * });
   * ```
   */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** The result of one attempt of a call. Nothing in it is secret. */
export interface AttemptEvent {
  /** The action, as AWS spells it. */
  operation: string;
  /** Its number in the call, from 1. */
  attempt: number;
  /** HTTP status; absent if there was no response. */
  status?: number;
  /** AWS's id of the request; absent where CORS hides the header. */
  requestId?: string;
  /** AWS's error code, or else the `code` that a {@link PatchlensError} of this kind has, such as
   *  `'network'` or `'timeout'`; `'aborted'` if a signal ended it. Absent on success. */
  errorCode?: string;
  /** From sending it until the whole response was read, or the attempt was given up. */
  durationMs: number;
  /** The wait before the next attempt; absent after the last one. */
  retryDelayMs?: number;
}

/** The options of a call: what ends it early. */
export interface CallOptions {
  /** Ends the call at any point, waits included; it then rejects with `signal.reason` itself. */
  signal?: AbortSignal | undefined;
  /** Ends the call as a whole, all attempts and waits included. No limit by default. */
  timeoutMs?: number | undefined;
}

/** The options of `PatchClient.send`. */
export interface SendOptions extends CallOptions {
  /** Attempts in total instead of the client's; 1 leaves retries to the caller. */
  maxAttempts?: number | undefined;
  /** `json`, the default, returns the object in the body. `bytes` returns the body as it came, for a
   *  decoder of your own. */
  output?: 'json' | 'bytes' | undefined;
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

  /** The region of its options, such as `eu-central-1`. */
  readonly region: string;

  /**
   * The patch counts of up to 50 nodes. Nodes that were never scanned, or are unknown to the
   * service, are left out of the output.
   *
   * @example
   * ```js
   * const { InstancePatchStates = [] } = await client.describeInstancePatchStates({
   *   InstanceIds: ['i-0123456789abcdef0'],
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatchStates.html
   */
  describeInstancePatchStates(
    input: DescribeInstancePatchStatesInput,
    options?: CallOptions,
  ): Promise<DescribeInstancePatchStatesOutput>;

  /**
   * The patch counts of the nodes in a patch group that pass the filters.
   *
   * @example
   * ```js
   * const { InstancePatchStates = [] } = await client.describeInstancePatchStatesForPatchGroup({
   *   PatchGroup: 'prod-linux',
   *   Filters: [{ Key: 'MissingCount', Type: 'GreaterThan', Values: ['0'] }],
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatchStatesForPatchGroup.html
   */
  describeInstancePatchStatesForPatchGroup(
    input: DescribeInstancePatchStatesForPatchGroupInput,
    options?: CallOptions,
  ): Promise<DescribeInstancePatchStatesForPatchGroupOutput>;

  /**
   * The patches of one node and their state.
   *
   * @example
   * ```js
   * const { Patches = [] } = await client.describeInstancePatches({
   *   InstanceId,
   *   Filters: [{ Key: 'State', Values: ['Missing'] }],
   * });
   * console.log(Patches.map(({ KBId }) => KBId));
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstancePatches.html
   */
  describeInstancePatches(
    input: DescribeInstancePatchesInput,
    options?: CallOptions,
  ): Promise<DescribeInstancePatchesOutput>;

  /**
   * The patch groups that are registered with a patch baseline, each with that baseline.
   *
   * @example
   * ```js
   * for await (const { PatchGroup, BaselineIdentity } of client.paginate('describePatchGroups')) {
   *   console.log(PatchGroup, BaselineIdentity?.BaselineName);
   * }
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchGroups.html
   */
  describePatchGroups(
    input?: DescribePatchGroupsInput,
    options?: CallOptions,
  ): Promise<DescribePatchGroupsOutput>;

  /**
   * How many nodes of a patch group have patches in each state.
   *
   * @example
   * ```js
   * const { Instances, InstancesWithMissingPatches } = await client.describePatchGroupState({
   *   PatchGroup: 'prod-linux',
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchGroupState.html
   */
  describePatchGroupState(
    input: DescribePatchGroupStateInput,
    options?: CallOptions,
  ): Promise<DescribePatchGroupStateOutput>;

  /**
   * The patch baselines of the region, AWS's own included.
   *
   * @example
   * ```js
   * const { BaselineIdentities = [] } = await client.describePatchBaselines({
   *   Filters: [{ Key: 'OWNER', Values: ['Self'] }],
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchBaselines.html
   */
  describePatchBaselines(
    input?: DescribePatchBaselinesInput,
    options?: CallOptions,
  ): Promise<DescribePatchBaselinesOutput>;

  /**
   * One patch baseline with its rules, its exceptions and the patch groups that use it.
   *
   * @example
   * ```js
   * const baseline = await client.getDefaultPatchBaseline({ OperatingSystem: 'UBUNTU' });
   * const { BaselineId = '' } = baseline;
   * const { Name, ApprovalRules, ModifiedDate } = await client.getPatchBaseline({ BaselineId });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetPatchBaseline.html
   */
  getPatchBaseline(
    input: GetPatchBaselineInput,
    options?: CallOptions,
  ): Promise<GetPatchBaselineOutput>;

  /**
   * The default baseline of an operating system.
   *
   * @example
   * ```js
   * const { BaselineId } = await client.getDefaultPatchBaseline({ OperatingSystem: 'WINDOWS' });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDefaultPatchBaseline.html
   */
  getDefaultPatchBaseline(
    input?: GetDefaultPatchBaselineInput,
    options?: CallOptions,
  ): Promise<GetDefaultPatchBaselineOutput>;

  /**
   * The baseline that the nodes of a patch group use.
   *
   * @example
   * ```js
   * const { BaselineId } = await client.getPatchBaselineForPatchGroup({
   *   PatchGroup: 'prod-linux',
   *   OperatingSystem: 'AMAZON_LINUX_2023',
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetPatchBaselineForPatchGroup.html
   */
  getPatchBaselineForPatchGroup(
    input: GetPatchBaselineForPatchGroupInput,
    options?: CallOptions,
  ): Promise<GetPatchBaselineForPatchGroupOutput>;

  /**
   * The patches that a baseline approves or rejects, with the date of the approval.
   *
   * @example
   * ```js
   * const { BaselineId = '' } = await client.getDefaultPatchBaseline();
   * const { EffectivePatches = [] } = await client.describeEffectivePatchesForPatchBaseline({
   *   BaselineId,
   * });
   * for (const { Patch, PatchStatus } of EffectivePatches) {
   *   console.log(Patch?.KbNumber, PatchStatus?.DeploymentStatus, PatchStatus?.ApprovalDate);
   * }
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeEffectivePatchesForPatchBaseline.html
   */
  describeEffectivePatchesForPatchBaseline(
    input: DescribeEffectivePatchesForPatchBaselineInput,
    options?: CallOptions,
  ): Promise<DescribeEffectivePatchesForPatchBaselineOutput>;

  /**
   * All patches that baselines can approve.
   *
   * @example
   * ```js
   * const { Patches = [] } = await client.describeAvailablePatches({
   *   Filters: [{ Key: 'PRODUCT', Values: ['WindowsServer2022'] }],
   *   MaxResults: 20,
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAvailablePatches.html
   */
  describeAvailablePatches(
    input?: DescribeAvailablePatchesInput,
    options?: CallOptions,
  ): Promise<DescribeAvailablePatchesOutput>;

  /**
   * The products, families, classifications or severities of patches, for use in filters.
   *
   * @example
   * ```js
   * const { Properties = [] } = await client.describePatchProperties({
   *   OperatingSystem: 'WINDOWS',
   *   Property: 'PRODUCT',
   * });
   * console.log(Properties.map(({ Name }) => Name));
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchProperties.html
   */
  describePatchProperties(
    input: DescribePatchPropertiesInput,
    options?: CallOptions,
  ): Promise<DescribePatchPropertiesOutput>;

  /**
   * The managed nodes of the region: names, platforms, agent versions.
   *
   * @example
   * ```js
   * const { InstanceInformationList = [] } = await client.describeInstanceInformation({
   *   Filters: [{ Key: 'PingStatus', Values: ['Online'] }],
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
   */
  describeInstanceInformation(
    input?: DescribeInstanceInformationInput,
    options?: CallOptions,
  ): Promise<DescribeInstanceInformationOutput>;

  /**
   * The compliance items of resources: what was checked, and whether it is compliant.
   *
   * @example
   * ```js
   * const { ComplianceItems = [] } = await client.listComplianceItems({
   *   ResourceIds: [InstanceId],
   *   ResourceTypes: ['ManagedInstance'],
   *   Filters: [{ Key: 'ComplianceType', Values: ['Patch'], Type: 'EQUAL' }],
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListComplianceItems.html
   */
  listComplianceItems(
    input?: ListComplianceItemsInput,
    options?: CallOptions,
  ): Promise<ListComplianceItemsOutput>;

  /**
   * How many resources are compliant and how many are not, for each compliance type.
   *
   * @example
   * ```js
   * for await (const summary of client.paginate('listComplianceSummaries')) {
   *   console.log(summary.ComplianceType, summary.NonCompliantSummary?.NonCompliantCount);
   * }
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListComplianceSummaries.html
   */
  listComplianceSummaries(
    input?: ListComplianceSummariesInput,
    options?: CallOptions,
  ): Promise<ListComplianceSummariesOutput>;

  /**
   * How many items are compliant and how many are not, for each resource and compliance type.
   *
   * @example
   * ```js
   * const { ResourceComplianceSummaryItems = [] } = await client.listResourceComplianceSummaries({
   *   Filters: [{ Key: 'Status', Values: ['NON_COMPLIANT'], Type: 'EQUAL' }],
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListResourceComplianceSummaries.html
   */
  listResourceComplianceSummaries(
    input?: ListResourceComplianceSummariesInput,
    options?: CallOptions,
  ): Promise<ListResourceComplianceSummariesOutput>;

  /**
   * Where a node can download the snapshot of its patch baseline. Treat the URL in the output as a
   * secret: it needs no credentials.
   *
   * @example
   * ```js
   * const { Product, SnapshotDownloadUrl } = await client.getDeployablePatchSnapshotForInstance({
   *   InstanceId,
   *   SnapshotId: crypto.randomUUID(),
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDeployablePatchSnapshotForInstance.html
   */
  getDeployablePatchSnapshotForInstance(
    input: GetDeployablePatchSnapshotForInstanceInput,
    options?: CallOptions,
  ): Promise<GetDeployablePatchSnapshotForInstanceOutput>;

  /**
   * The managed nodes of the region with what EC2 knows of them: names from tags, instance states and
   * types. Unlike {@link PatchClient.describeInstanceInformation}, it includes stopped nodes. Ask for
   * pages of 1,000: a paginator falls back to 50 if the service refuses that.
   *
   * @example
   * ```js
   * const nodes = client.paginate('describeInstanceProperties', {}, { pageSize: 1000 });
   * for await (const node of nodes) {
   *   if (node.InstanceState === 'stopped') console.log(node.InstanceId, node.Name);
   * }
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceProperties.html
   */
  describeInstanceProperties(
    input?: DescribeInstancePropertiesInput,
    options?: CallOptions,
  ): Promise<DescribeInstancePropertiesOutput>;

  /**
   * Any action of SSM, with the body of its 2xx response as it came: for a decoder of your own. An
   * empty body is malformed.
   *
   * @example
   * ```js
   * const { body } = await client.send('DescribePatchGroups', {}, { output: 'bytes', maxAttempts: 1 });
   * console.log(new TextDecoder().decode(body));
   * ```
   */
  send(
    operation: string,
    input: object | undefined,
    options: SendOptions & { output: 'bytes' },
  ): Promise<{ body: Uint8Array; $metadata: ResponseMetadata }>;
  /**
   * Any other action of SSM, by its name: signed, sent and retried like the rest. The input must be an
   * object; nothing else of it is checked. The output is left as the service sent it, timestamps as
   * numbers. An action that changes something can run more than once when it is retried;
   * `maxAttempts: 1` sends it once.
   *
   * @example
   * ```js
   * const { InstancePatchStates } = await client.send('DescribeInstancePatchStates', {
   *   InstanceIds: ['i-0123456789abcdef0'],
   * });
   * ```
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
   */
  send<Output extends object = Record<string, unknown>>(
    operation: string,
    input?: object,
    options?: SendOptions,
  ): Promise<Output & { $metadata: ResponseMetadata }>;

  /**
   * Items across pages. The input is copied. Nothing is sent before the first item is requested; a
   * wrong input or option is thrown then, too.
   *
   * @example
   * ```js
   * const nodes = client.paginate('describeInstanceInformation', {}, { pageSize: 50 });
   * for await (const node of nodes) {
   *   console.log(node.InstanceId, node.PlatformName);
   * }
   * ```
   */
  paginate<O extends PaginatedOperation>(
    operation: O,
    input?: InputOf<O>,
    options?: PaginateOptions,
  ): Paginator<O>;
}

// ── Paginator ───────────────────────────────────────────────────────────────────────────────────

/** Where a paginator begins, and how far it goes. */
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
 * The items of an operation, page by page. Each `for await` and each `collect()` starts from the
 * beginning. `timeoutMs` bounds each page, `signal` ends the iteration.
 */
export interface Paginator<O extends PaginatedOperation> extends AsyncIterable<ItemOf<O>> {
  /** The pages as the service sent them, cut to `maxItems` and `startingToken`. */
  pages(): AsyncIterableIterator<OutputOf<O>>;
  /** Where to go on after the latest iteration, if `maxItems`, `break` or an error ended it;
   *  `undefined` after the last page. */
  readonly resumeToken: string | undefined;
  /** All items at once, with the resume token of this iteration. An error discards the items before
   *  it; `for await` has handed them out by then. */
  collect(): Promise<{ items: ItemOf<O>[]; resumeToken?: string }>;
}

interface PaginatedOperations {
  describeInstancePatchStates: [
    DescribeInstancePatchStatesInput,
    DescribeInstancePatchStatesOutput,
    InstancePatchState,
  ];
  describeInstancePatchStatesForPatchGroup: [
    DescribeInstancePatchStatesForPatchGroupInput,
    DescribeInstancePatchStatesForPatchGroupOutput,
    InstancePatchState,
  ];
  describeInstancePatches: [
    DescribeInstancePatchesInput,
    DescribeInstancePatchesOutput,
    PatchComplianceData,
  ];
  describePatchGroups: [
    DescribePatchGroupsInput,
    DescribePatchGroupsOutput,
    PatchGroupPatchBaselineMapping,
  ];
  describePatchBaselines: [
    DescribePatchBaselinesInput,
    DescribePatchBaselinesOutput,
    PatchBaselineIdentity,
  ];
  describeEffectivePatchesForPatchBaseline: [
    DescribeEffectivePatchesForPatchBaselineInput,
    DescribeEffectivePatchesForPatchBaselineOutput,
    EffectivePatch,
  ];
  describeAvailablePatches: [DescribeAvailablePatchesInput, DescribeAvailablePatchesOutput, Patch];
  describePatchProperties: [
    DescribePatchPropertiesInput,
    DescribePatchPropertiesOutput,
    PatchPropertyEntry,
  ];
  describeInstanceInformation: [
    DescribeInstanceInformationInput,
    DescribeInstanceInformationOutput,
    InstanceInformation,
  ];
  listComplianceItems: [ListComplianceItemsInput, ListComplianceItemsOutput, ComplianceItem];
  listComplianceSummaries: [
    ListComplianceSummariesInput,
    ListComplianceSummariesOutput,
    ComplianceSummaryItem,
  ];
  listResourceComplianceSummaries: [
    ListResourceComplianceSummariesInput,
    ListResourceComplianceSummariesOutput,
    ResourceComplianceSummaryItem,
  ];
  describeInstanceProperties: [
    DescribeInstancePropertiesInput,
    DescribeInstancePropertiesOutput,
    InstanceProperty,
  ];
}
/** The operations that have pages, for {@link PatchClient.paginate}. */
export type PaginatedOperation = keyof PaginatedOperations;
/** The input of an operation. */
export type InputOf<O extends PaginatedOperation> = PaginatedOperations[O][0];
/** A page of an operation. */
export type OutputOf<O extends PaginatedOperation> = PaginatedOperations[O][1];
/** An item on the pages of an operation. */
export type ItemOf<O extends PaginatedOperation> = PaginatedOperations[O][2];

// ── Shapes ───────────────────────────────────────────────────────────────────────────────────

/** Metadata of the HTTP exchange behind an output. */
export interface ResponseMetadata {
  /** The HTTP status: 200. */
  httpStatusCode: number;
  /** AWS's id of the request; absent where CORS hides the header. */
  requestId?: string;
  /** Attempts made, the successful one included. */
  attempts: number;
  /** Milliseconds spent waiting between attempts. */
  totalRetryDelayMs: number;
}

// Enumerations have the values that AWS documents; the service can add others at any time.

/** The operating systems that Patch Manager knows. */
export type OperatingSystem =
  | 'WINDOWS'
  | 'AMAZON_LINUX'
  | 'AMAZON_LINUX_2'
  | 'AMAZON_LINUX_2022'
  | 'AMAZON_LINUX_2023'
  | 'UBUNTU'
  | 'REDHAT_ENTERPRISE_LINUX'
  | 'SUSE'
  | 'CENTOS'
  | 'ORACLE_LINUX'
  | 'DEBIAN'
  | 'MACOS'
  | 'RASPBIAN'
  | 'ROCKY_LINUX'
  | 'ALMA_LINUX'
  | (string & {});

/** The compliance level of a missing patch. */
export type PatchComplianceLevel =
  | 'CRITICAL'
  | 'HIGH'
  | 'MEDIUM'
  | 'LOW'
  | 'INFORMATIONAL'
  | 'UNSPECIFIED'
  | (string & {});

/** The severity of a compliance item. */
export type ComplianceSeverity =
  | 'CRITICAL'
  | 'HIGH'
  | 'MEDIUM'
  | 'LOW'
  | 'INFORMATIONAL'
  | 'UNSPECIFIED'
  | (string & {});

/** Whether an item is compliant. */
export type ComplianceStatus = 'COMPLIANT' | 'NON_COMPLIANT' | (string & {});

/** Whether a node is compliant without a security update that no rule approves. */
export type PatchComplianceStatus = 'COMPLIANT' | 'NON_COMPLIANT' | (string & {});

/** What happens to a rejected patch that another patch depends on. */
export type PatchAction = 'ALLOW_AS_DEPENDENCY' | 'BLOCK' | (string & {});

/** What a rule of a baseline can filter by. */
export type PatchFilterKey =
  | 'ARCH'
  | 'ADVISORY_ID'
  | 'BUGZILLA_ID'
  | 'PATCH_SET'
  | 'PRODUCT'
  | 'PRODUCT_FAMILY'
  | 'CLASSIFICATION'
  | 'CVE_ID'
  | 'EPOCH'
  | 'MSRC_SEVERITY'
  | 'NAME'
  | 'PATCH_ID'
  | 'SECTION'
  | 'PRIORITY'
  | 'REPOSITORY'
  | 'RELEASE'
  | 'SEVERITY'
  | 'SECURITY'
  | 'VERSION'
  | (string & {});

// Patch states of nodes

/** Input of {@link PatchClient.describeInstancePatchStates}. */
export interface DescribeInstancePatchStatesInput {
  /** 0 to 50 ids of EC2 instances (`i-…`) or hybrid nodes (`mi-…`). */
  InstanceIds: string[];
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
  /** 10 to 100. */
  MaxResults?: number | undefined;
}
/** Output of {@link PatchClient.describeInstancePatchStates}. */
export interface DescribeInstancePatchStatesOutput {
  /** The counts of the nodes of this page. */
  InstancePatchStates?: InstancePatchState[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** Input of {@link PatchClient.describeInstancePatchStatesForPatchGroup}. */
export interface DescribeInstancePatchStatesForPatchGroupInput {
  /** 1 to 256 characters. */
  PatchGroup: string;
  /** At most 4; all of them must hold. */
  Filters?: InstancePatchStateFilter[] | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
  /** 10 to 100. */
  MaxResults?: number | undefined;
}
/** Compares a count with a number. */
export interface InstancePatchStateFilter {
  /** The name of a count, such as `MissingCount`: 1 to 200 characters. */
  Key: string;
  /** Exactly one: the number, as text. */
  Values: string[];
  /** How to compare the count with the number. */
  Type: 'Equal' | 'NotEqual' | 'LessThan' | 'GreaterThan' | (string & {});
}
/** Output of {@link PatchClient.describeInstancePatchStatesForPatchGroup}. */
export interface DescribeInstancePatchStatesForPatchGroupOutput {
  /** The counts of the nodes of this page. */
  InstancePatchStates?: InstancePatchState[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** The patch counts of one node, as of its latest scan or installation. Any count can be absent. */
export interface InstancePatchState {
  /** The id of the node. */
  InstanceId?: string;
  /** The patch group that the node belongs to. */
  PatchGroup?: string;
  /** The baseline that the node was scanned or patched with. */
  BaselineId?: string;
  /** The snapshot of the baseline that was used. */
  SnapshotId?: string;
  /** An `https:` or `s3:` URL of a list of patches that was installed instead of the baseline's. */
  InstallOverrideList?: string;
  /** A note of the caller who started the operation; can be confidential. */
  OwnerInformation?: string;
  /** Installed patches that the baseline approves. */
  InstalledCount?: number;
  /** Installed patches that the baseline does not include. */
  InstalledOtherCount?: number;
  /** Installed patches that need a restart of the node. */
  InstalledPendingRebootCount?: number;
  /** Installed patches that the baseline rejects. */
  InstalledRejectedCount?: number;
  /** Approved patches that are not installed. */
  MissingCount?: number;
  /** Approved patches whose installation failed. */
  FailedCount?: number;
  /** Patches that do not apply and are not listed; -1 if the service does not know. */
  UnreportedNotApplicableCount?: number;
  /** Patches that do not apply to the node. */
  NotApplicableCount?: number;
  /** Security updates that the baseline does not approve. Windows only; the baseline decides whether
   *  they make the node non-compliant. */
  AvailableSecurityUpdateCount?: number;
  /** When the latest scan or installation began. */
  OperationStartTime?: Date;
  /** When it ended. */
  OperationEndTime?: Date;
  /** Whether it was a scan or an installation. */
  Operation?: 'Scan' | 'Install' | (string & {});
  /** When patches were last installed without a restart that they need. */
  LastNoRebootInstallOperationTime?: Date;
  /** Whether an installation may restart the node. */
  RebootOption?: 'RebootIfNeeded' | 'NoReboot' | (string & {});
  /** Patches with compliance level `Critical` that are missing, failed, rejected or need a restart. If
   *  this is above 0, the node is non-compliant. */
  CriticalNonCompliantCount?: number;
  /** The same for security updates. */
  SecurityNonCompliantCount?: number;
  /** The same for all other patches. */
  OtherNonCompliantCount?: number;
}

// Patches of a node

/** Input of {@link PatchClient.describeInstancePatches}. */
export interface DescribeInstancePatchesInput {
  /** The id of a node: `i-` and 8 or 17 word characters, or `mi-` and 17. */
  InstanceId: string;
  /** At most 5; values of one filter are alternatives, all filters must hold. Keys are
   *  `Classification`, `KBId`, `Severity` and `State`, with values as the service spells them
   *  (`Missing`). */
  Filters?: PatchOrchestratorFilter[] | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
  /** 10 to 100. */
  MaxResults?: number | undefined;
}
/** A filter for patches, baselines or groups; the operation says which keys it takes. */
export interface PatchOrchestratorFilter {
  /** 1 to 128 characters. */
  Key?: string | undefined;
  /** Values of 1 to 256 characters. */
  Values?: string[] | undefined;
}
/** Output of {@link PatchClient.describeInstancePatches}. */
export interface DescribeInstancePatchesOutput {
  /** The patches of this page. */
  Patches?: PatchComplianceData[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** One patch on one node. Texts can be empty. */
export interface PatchComplianceData {
  /** The title that the vendor gives the patch. */
  Title?: string;
  /** The number of Microsoft's article, such as `KB5001330`, or the name of a package. */
  KBId?: string;
  /** The classification, such as `SecurityUpdates`. */
  Classification?: string;
  /** The vendor's severity, such as `Critical`. */
  Severity?: string;
  /** In the spelling of the service (`Missing`); {@link patchState} maps it to that of the enum. */
  State?: string;
  /** Absent if the service sends 0 or the year 1, which mean "never". */
  InstalledTime?: Date;
  /** Separated by commas, as the service sends it. */
  CVEIds?: string;
}

// Patch groups

/** Input of {@link PatchClient.describePatchGroups}. */
export interface DescribePatchGroupsInput {
  /** 1 to 100. */
  MaxResults?: number | undefined;
  /** At most 5. Keys are `NAME_PREFIX` and `OPERATING_SYSTEM`. */
  Filters?: PatchOrchestratorFilter[] | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
}
/** Output of {@link PatchClient.describePatchGroups}. */
export interface DescribePatchGroupsOutput {
  /** The patch groups of this page. */
  Mappings?: PatchGroupPatchBaselineMapping[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** A patch group and its baseline. */
export interface PatchGroupPatchBaselineMapping {
  /** The patch group. */
  PatchGroup?: string;
  /** The baseline. */
  BaselineIdentity?: PatchBaselineIdentity;
}

/** Input of {@link PatchClient.describePatchGroupState}. */
export interface DescribePatchGroupStateInput {
  /** 1 to 256 characters. */
  PatchGroup: string;
}
/** Counts of nodes, any of which can be absent. */
export interface DescribePatchGroupStateOutput {
  /** Nodes in the patch group. */
  Instances?: number;
  /** Nodes with patches that the baseline approves. */
  InstancesWithInstalledPatches?: number;
  /** Nodes with patches that the baseline does not include. */
  InstancesWithInstalledOtherPatches?: number;
  /** Nodes with patches that need a restart. */
  InstancesWithInstalledPendingRebootPatches?: number;
  /** Nodes with installed patches that the baseline rejects. */
  InstancesWithInstalledRejectedPatches?: number;
  /** Nodes with missing patches. */
  InstancesWithMissingPatches?: number;
  /** Nodes with failed patches. */
  InstancesWithFailedPatches?: number;
  /** Nodes with patches that do not apply to them. */
  InstancesWithNotApplicablePatches?: number;
  /** Nodes with patches that do not apply and are not listed. */
  InstancesWithUnreportedNotApplicablePatches?: number;
  /** Nodes whose `CriticalNonCompliantCount` is above 0. */
  InstancesWithCriticalNonCompliantPatches?: number;
  /** Nodes whose `SecurityNonCompliantCount` is above 0. */
  InstancesWithSecurityNonCompliantPatches?: number;
  /** Nodes whose `OtherNonCompliantCount` is above 0. */
  InstancesWithOtherNonCompliantPatches?: number;
  /** Nodes with security updates that the baseline does not approve. */
  InstancesWithAvailableSecurityUpdates?: number;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

// Patch baselines

/** Input of {@link PatchClient.describePatchBaselines}. */
export interface DescribePatchBaselinesInput {
  /** At most 5. Keys are `OWNER` (`AWS` or `Self`), `NAME_PREFIX` and `OPERATING_SYSTEM`. */
  Filters?: PatchOrchestratorFilter[] | undefined;
  /** 1 to 100. */
  MaxResults?: number | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
}
/** Output of {@link PatchClient.describePatchBaselines}. */
export interface DescribePatchBaselinesOutput {
  /** The baselines of this page. */
  BaselineIdentities?: PatchBaselineIdentity[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** The id, the name and the operating system of a patch baseline. */
export interface PatchBaselineIdentity {
  /** An id such as `pb-0123456789abcdef0`; for AWS's own baselines, an ARN. */
  BaselineId?: string;
  /** The name of the baseline. */
  BaselineName?: string;
  /** The operating system of the baseline. */
  OperatingSystem?: OperatingSystem;
  /** The owner's description. */
  BaselineDescription?: string;
  /** Whether it is the default baseline of its operating system. */
  DefaultBaseline?: boolean;
}

/** Input of {@link PatchClient.getPatchBaseline}. */
export interface GetPatchBaselineInput {
  /** An id or ARN: 20 to 128 characters. */
  BaselineId: string;
}
/** Output of {@link PatchClient.getPatchBaseline}. */
export interface GetPatchBaselineOutput {
  /** The id or ARN of the baseline. */
  BaselineId?: string;
  /** The name of the baseline. */
  Name?: string;
  /** The operating system of the baseline. */
  OperatingSystem?: OperatingSystem;
  /** Filters that a patch must pass before the rules. */
  GlobalFilters?: PatchFilterGroup;
  /** The rules that approve patches. */
  ApprovalRules?: PatchRuleGroup;
  /** Patches that are approved regardless of the rules. */
  ApprovedPatches?: string[];
  /** The compliance level of an approved patch that is missing. */
  ApprovedPatchesComplianceLevel?: PatchComplianceLevel;
  /** Whether the approved patches include those that are not security updates. Linux only. */
  ApprovedPatchesEnableNonSecurity?: boolean;
  /** Patches that are rejected regardless of the rules. */
  RejectedPatches?: string[];
  /** What happens to rejected patches that others depend on. */
  RejectedPatchesAction?: PatchAction;
  /** The patch groups that use it. */
  PatchGroups?: string[];
  /** When it was created. */
  CreatedDate?: Date;
  /** When it was last changed. */
  ModifiedDate?: Date;
  /** The owner's description. */
  Description?: string;
  /** Repositories to take patches from. Linux only. */
  Sources?: PatchSource[];
  /** Whether a node is compliant without a security update that the baseline does not approve.
   *  Windows only. */
  AvailableSecurityUpdatesComplianceStatus?: PatchComplianceStatus;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** Filters; all of them must hold. */
export interface PatchFilterGroup {
  /** At most 4. */
  PatchFilters: PatchFilter[];
}
/** A filter of a rule; its values are alternatives. */
export interface PatchFilter {
  /** The property to compare. */
  Key: PatchFilterKey;
  /** 1 to 20 values of 1 to 64 characters; `*` matches everything. */
  Values: string[];
}
/** Rules; each of them can approve a patch. */
export interface PatchRuleGroup {
  /** At most 10. */
  PatchRules: PatchRule[];
}
/** Approves the patches that pass its filters, some days after their release or up to a date. */
export interface PatchRule {
  /** The filters that patches must pass. */
  PatchFilterGroup: PatchFilterGroup;
  /** The compliance level of such a patch that is missing. */
  ComplianceLevel?: PatchComplianceLevel | undefined;
  /** Days after the release: 0 to 360. */
  ApproveAfterDays?: number | undefined;
  /** The last day of release to approve, `YYYY-MM-DD`: 1 to 10 characters. */
  ApproveUntilDate?: string | undefined;
  /** Whether the rule includes patches that are not security updates. Linux only. */
  EnableNonSecurity?: boolean | undefined;
}
/** A repository to take patches from. Linux only. */
export interface PatchSource {
  /** 3 to 50 of letters, digits and `_-.`. */
  Name: string;
  /** 1 to 20 products of 1 to 128 characters, such as `Ubuntu16.04`; `*` matches everything. */
  Products: string[];
  /** The configuration of the repository, 1 to 1024 characters. It can contain a password, so that
   *  messages of this package do not quote it. */
  Configuration: string;
}

/** Input of {@link PatchClient.getDefaultPatchBaseline}. */
export interface GetDefaultPatchBaselineInput {
  /** `WINDOWS` by default. */
  OperatingSystem?: OperatingSystem | undefined;
}
/** Output of {@link PatchClient.getDefaultPatchBaseline}. */
export interface GetDefaultPatchBaselineOutput {
  /** The id or ARN of the baseline. */
  BaselineId?: string;
  /** The operating system of the baseline. */
  OperatingSystem?: OperatingSystem;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** Input of {@link PatchClient.getPatchBaselineForPatchGroup}. */
export interface GetPatchBaselineForPatchGroupInput {
  /** 1 to 256 characters. */
  PatchGroup: string;
  /** `WINDOWS` by default. */
  OperatingSystem?: OperatingSystem | undefined;
}
/** Output of {@link PatchClient.getPatchBaselineForPatchGroup}. */
export interface GetPatchBaselineForPatchGroupOutput {
  /** The id or ARN of the baseline. */
  BaselineId?: string;
  /** The patch group. */
  PatchGroup?: string;
  /** The operating system of the baseline. */
  OperatingSystem?: OperatingSystem;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

// Available and effective patches

/** Input of {@link PatchClient.describeEffectivePatchesForPatchBaseline}. */
export interface DescribeEffectivePatchesForPatchBaselineInput {
  /** An id or ARN: 20 to 128 characters. */
  BaselineId: string;
  /** 1 to 100. */
  MaxResults?: number | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
}
/** Output of {@link PatchClient.describeEffectivePatchesForPatchBaseline}. */
export interface DescribeEffectivePatchesForPatchBaselineOutput {
  /** The patches of this page. */
  EffectivePatches?: EffectivePatch[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** A patch and its status in a baseline. */
export interface EffectivePatch {
  /** The patch. */
  Patch?: Patch;
  /** Its status in the baseline. */
  PatchStatus?: PatchStatus;
}
/** The status of a patch in a baseline. */
export interface PatchStatus {
  /** Whether the baseline approves the patch. */
  DeploymentStatus?:
    | 'APPROVED'
    | 'PENDING_APPROVAL'
    | 'EXPLICIT_APPROVED'
    | 'EXPLICIT_REJECTED'
    | (string & {});
  /** The compliance level of such a patch that is missing. */
  ComplianceLevel?: PatchComplianceLevel;
  /** When it was or will be approved. */
  ApprovalDate?: Date;
}

/** Input of {@link PatchClient.describeAvailablePatches}. */
export interface DescribeAvailablePatchesInput {
  /** At most 5. Keys are those of {@link PatchFilterKey} that the operating system has. */
  Filters?: PatchOrchestratorFilter[] | undefined;
  /** 1 to 100. */
  MaxResults?: number | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
}
/** Output of {@link PatchClient.describeAvailablePatches}. */
export interface DescribeAvailablePatchesOutput {
  /** The patches of this page. */
  Patches?: Patch[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** A patch as its vendor released it. Patches for Windows and Linux have different members; texts can
 *  be empty. */
export interface Patch {
  /** AWS's id of the patch. */
  Id?: string;
  /** When it was released. */
  ReleaseDate?: Date;
  /** The title that the vendor gives the patch. */
  Title?: string;
  /** The vendor's description. */
  Description?: string;
  /** The URL of the vendor's description. */
  ContentUrl?: string;
  /** The vendor. */
  Vendor?: string;
  /** The family of the product, such as `Windows`. */
  ProductFamily?: string;
  /** The product, such as `WindowsServer2022`. */
  Product?: string;
  /** The classification, such as `SecurityUpdates`. */
  Classification?: string;
  /** Microsoft's severity. Windows only. */
  MsrcSeverity?: string;
  /** The number of Microsoft's article, such as `KB5001330`. Windows only. */
  KbNumber?: string;
  /** The number of Microsoft's bulletin, such as `MS14-045`. Windows only. */
  MsrcNumber?: string;
  /** The language. Windows only. */
  Language?: string;
  /** The ids of its advisories, such as `RHSA-2017:3789`. Linux only. */
  AdvisoryIds?: string[];
  /** The numbers of its bugs in Bugzilla. Linux only. */
  BugzillaIds?: string[];
  /** The CVEs that it fixes, such as `CVE-2011-3192`. Linux only. */
  CVEIds?: string[];
  /** The name of the package. Linux only. */
  Name?: string;
  /** The epoch of the package's version. Linux only. */
  Epoch?: number;
  /** The version of the package. Linux only. */
  Version?: string;
  /** The release of the package's version. Linux only. */
  Release?: string;
  /** The architecture of the package, such as `x86_64`. Linux only. */
  Arch?: string;
  /** The vendor's severity, such as `Critical`. Linux only. */
  Severity?: string;
  /** The repository of the package, such as `trusty-security`. Linux only. */
  Repository?: string;
}

/** Input of {@link PatchClient.describePatchProperties}. */
export interface DescribePatchPropertiesInput {
  /** The operating system of the patches. */
  OperatingSystem: OperatingSystem;
  /** The property to list the values of. */
  Property:
    | 'PRODUCT'
    | 'PRODUCT_FAMILY'
    | 'CLASSIFICATION'
    | 'MSRC_SEVERITY'
    | 'PRIORITY'
    | 'SEVERITY'
    | (string & {});
  /** Patches of the operating system, or of applications. */
  PatchSet?: 'OS' | 'APPLICATION' | (string & {}) | undefined;
  /** 1 to 50. */
  MaxResults?: number | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
}
/** Output of {@link PatchClient.describePatchProperties}. */
export interface DescribePatchPropertiesOutput {
  /** The values of this page. */
  Properties?: PatchPropertyEntry[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** A value of a property, usually under `Name`. */
export type PatchPropertyEntry = Record<string, string>;

// Managed nodes

/** Input of {@link PatchClient.describeInstanceInformation}. */
export interface DescribeInstanceInformationInput {
  /** The older filter list, with members in lower case; not together with `Filters`. */
  InstanceInformationFilterList?: InstanceInformationFilter[] | undefined;
  /** Filters; all of them must hold. Not together with the older list. */
  Filters?: InstanceInformationStringFilter[] | undefined;
  /** 5 to 50. */
  MaxResults?: number | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
}
/** The older form of {@link InstanceInformationStringFilter}. */
export interface InstanceInformationFilter {
  /** The property to compare. */
  key:
    | 'InstanceIds'
    | 'AgentVersion'
    | 'PingStatus'
    | 'PlatformTypes'
    | 'ActivationIds'
    | 'IamRole'
    | 'ResourceType'
    | 'AssociationStatus'
    | (string & {});
  /** 1 to 100 values, none empty. */
  valueSet: string[];
}
/** A filter for nodes; its values are alternatives. */
export interface InstanceInformationStringFilter {
  /** The keys of {@link InstanceInformationFilter}, or `tag:` and the key of a tag. */
  Key: string;
  /** 1 to 100 values, none empty. */
  Values: string[];
}
/** Output of {@link PatchClient.describeInstanceInformation}. */
export interface DescribeInstanceInformationOutput {
  /** The nodes of this page. */
  InstanceInformationList?: InstanceInformation[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** One managed node as its agent reports it. */
export interface InstanceInformation {
  /** The id of the node. */
  InstanceId?: string;
  /** Whether the agent is connected. */
  PingStatus?: 'Online' | 'ConnectionLost' | 'Inactive' | (string & {});
  /** When the agent last connected. */
  LastPingDateTime?: Date;
  /** The version of the agent. */
  AgentVersion?: string;
  /** Whether the agent has the latest version. Linux only. */
  IsLatestVersion?: boolean;
  /** The kind of operating system. */
  PlatformType?: 'Windows' | 'Linux' | 'MacOS' | (string & {});
  /** The name of the operating system, such as `Ubuntu`. */
  PlatformName?: string;
  /** The version of the operating system. */
  PlatformVersion?: string;
  /** The activation of a hybrid node. */
  ActivationId?: string;
  /** The role of a hybrid node. */
  IamRole?: string;
  /** When a hybrid node was registered. */
  RegistrationDate?: Date;
  /** Whether the node is an EC2 instance or a hybrid node. */
  ResourceType?: 'ManagedInstance' | 'EC2Instance' | (string & {});
  /** The name of a hybrid node from its activation. EC2 instances have none here. */
  Name?: string;
  /** The IP address. */
  IPAddress?: string;
  /** The full host name. */
  ComputerName?: string;
  /** The status of the latest association. */
  AssociationStatus?: string;
  /** When an association last ran. */
  LastAssociationExecutionDate?: Date;
  /** When an association last succeeded. */
  LastSuccessfulAssociationExecutionDate?: Date;
  /** The statuses of the associations of the node. */
  AssociationOverview?: {
    DetailedStatus?: string;
    InstanceAssociationStatusAggregatedCount?: Record<string, number>;
  };
  /** The id of the node at its source. */
  SourceId?: string;
  /** The type of the source. */
  SourceType?:
    | 'AWS::EC2::Instance'
    | 'AWS::IoT::Thing'
    | 'AWS::SSM::ManagedInstance'
    | 'Microsoft.Compute/virtualMachines'
    | 'compute.googleapis.com/Instance'
    | (string & {});
  /** The location of the source, such as the region of another cloud. */
  SourceLocation?: string;
}

/** Input of {@link PatchClient.describeInstanceProperties}. */
export interface DescribeInstancePropertiesInput {
  /** The older filter list, with members in lower case: 1 to 40 filters. */
  InstancePropertyFilterList?: InstancePropertyFilter[] | undefined;
  /** 1 to 40 filters; all of them must hold. */
  FiltersWithOperator?: InstancePropertyStringFilter[] | undefined;
  /** 5 to 1,000. */
  MaxResults?: number | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
}
/** The older form of {@link InstancePropertyStringFilter}. */
export interface InstancePropertyFilter {
  /** The property to compare. */
  key:
    | 'InstanceIds'
    | 'AgentVersion'
    | 'PingStatus'
    | 'PlatformTypes'
    | 'DocumentName'
    | 'ActivationIds'
    | 'IamRole'
    | 'ResourceType'
    | 'AssociationStatus'
    | (string & {});
  /** 1 to 40 values, none empty. */
  valueSet: string[];
}
/** A filter for nodes; its values are alternatives. */
export interface InstancePropertyStringFilter {
  /** The keys of {@link InstancePropertyFilter}, or `tag:` and the key of a tag. */
  Key: string;
  /** 1 to 40 values, none empty. */
  Values: string[];
  /** How to compare the property with the values; `Equal` by default. */
  Operator?:
    | 'Equal'
    | 'NotEqual'
    | 'BeginWith'
    | 'LessThan'
    | 'GreaterThan'
    | (string & {})
    | undefined;
}
/** Output of {@link PatchClient.describeInstanceProperties}. */
export interface DescribeInstancePropertiesOutput {
  /** The nodes of this page. */
  InstanceProperties?: InstanceProperty[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** One managed node with what EC2 knows of it. */
export interface InstanceProperty {
  /** The `Name` tag of an EC2 instance; for a hybrid node, the name from its activation. */
  Name?: string;
  /** The id of the node. */
  InstanceId?: string;
  /** The instance type, such as `t3.large`. EC2 only. */
  InstanceType?: string;
  /** The instance profile; empty for a node without one. EC2 only. */
  InstanceRole?: string;
  /** The name of the key pair; empty for a node without one. EC2 only. */
  KeyName?: string;
  /** The state of the instance, such as `running` or `stopped`. EC2 only. */
  InstanceState?: string;
  /** The processor architecture, such as `x86_64`. */
  Architecture?: string;
  /** The public IPv4 address; empty for a node without one. */
  IPAddress?: string;
  /** When the instance was launched. */
  LaunchTime?: Date;
  /** Whether the agent is connected. */
  PingStatus?: 'Online' | 'ConnectionLost' | 'Inactive' | (string & {});
  /** When the agent last connected. */
  LastPingDateTime?: Date;
  /** The version of the agent. */
  AgentVersion?: string;
  /** The kind of operating system. */
  PlatformType?: 'Windows' | 'Linux' | 'MacOS' | (string & {});
  /** The name of the operating system, such as `Ubuntu`. */
  PlatformName?: string;
  /** The version of the operating system. */
  PlatformVersion?: string;
  /** The activation of a hybrid node. */
  ActivationId?: string;
  /** The role of a hybrid node. */
  IamRole?: string;
  /** When a hybrid node was registered. */
  RegistrationDate?: Date;
  /** The type of the node: `EC2Instance` or `ManagedInstance`. */
  ResourceType?: string;
  /** The full host name. */
  ComputerName?: string;
  /** The status of the latest association. */
  AssociationStatus?: string;
  /** When an association last ran. */
  LastAssociationExecutionDate?: Date;
  /** When an association last succeeded. */
  LastSuccessfulAssociationExecutionDate?: Date;
  /** The statuses of the associations of the node. */
  AssociationOverview?: {
    DetailedStatus?: string;
    InstanceAssociationStatusAggregatedCount?: Record<string, number>;
  };
  /** The id of the node at its source. */
  SourceId?: string;
  /** The type of the source. */
  SourceType?:
    | 'AWS::EC2::Instance'
    | 'AWS::IoT::Thing'
    | 'AWS::SSM::ManagedInstance'
    | 'Microsoft.Compute/virtualMachines'
    | 'compute.googleapis.com/Instance'
    | (string & {});
  /** The location of the source, such as the region of another cloud. */
  SourceLocation?: string;
  /** The Availability Zone. EC2 only. */
  AvailabilityZone?: string;
}

// Compliance

/** Input of {@link PatchClient.listComplianceItems}. */
export interface ListComplianceItemsInput {
  /** Keys are `ComplianceType`, `Status`, `Severity` and others of AWS's documentation. */
  Filters?: ComplianceStringFilter[] | undefined;
  /** At least one id of 1 to 100 characters. The service takes only one at present. */
  ResourceIds?: string[] | undefined;
  /** At least one type of 1 to 50 characters. The only one at present is `ManagedInstance`. */
  ResourceTypes?: string[] | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
  /** 1 to 50. */
  MaxResults?: number | undefined;
}
/** A filter for compliance; its values are alternatives. */
export interface ComplianceStringFilter {
  /** 1 to 200 characters. */
  Key?: string | undefined;
  /** 1 to 20 values. */
  Values?: string[] | undefined;
  /** How to compare the property with the values; `EQUAL` by default. */
  Type?:
    | 'EQUAL'
    | 'NOT_EQUAL'
    | 'BEGIN_WITH'
    | 'LESS_THAN'
    | 'GREATER_THAN'
    | (string & {})
    | undefined;
}
/** Output of {@link PatchClient.listComplianceItems}. */
export interface ListComplianceItemsOutput {
  /** The items of this page. */
  ComplianceItems?: ComplianceItem[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** The result of one check of a resource. */
export interface ComplianceItem {
  /** `Association`, `Patch`, or a custom type, `Custom:…`. */
  ComplianceType?: string;
  /** The type of the resource: `ManagedInstance`. */
  ResourceType?: string;
  /** The id of the resource: a node. */
  ResourceId?: string;
  /** The id of the checked item, such as `KB4012212`. */
  Id?: string;
  /** The title of the checked item, such as that of a patch. */
  Title?: string;
  /** Whether it is compliant. */
  Status?: ComplianceStatus;
  /** Its severity. */
  Severity?: ComplianceSeverity;
  /** The run that checked it. */
  ExecutionSummary?: ComplianceExecutionSummary;
  /** Details by name, such as `PatchState` of a patch. */
  Details?: Record<string, string>;
}
/** The run that checked something. */
export interface ComplianceExecutionSummary {
  /** When it ran. */
  ExecutionTime?: Date;
  /** The id of the run. */
  ExecutionId?: string;
  /** The type of the run, such as `Command`. */
  ExecutionType?: string;
}

/** Input of {@link PatchClient.listComplianceSummaries}. */
export interface ListComplianceSummariesInput {
  /** Filters; all of them must hold. */
  Filters?: ComplianceStringFilter[] | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
  /** 1 to 50. */
  MaxResults?: number | undefined;
}
/** Output of {@link PatchClient.listComplianceSummaries}. */
export interface ListComplianceSummariesOutput {
  /** The summaries of this page, one for each type. */
  ComplianceSummaryItems?: ComplianceSummaryItem[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** How many resources are compliant, for one compliance type. */
export interface ComplianceSummaryItem {
  /** `Association`, `Patch`, or a custom type, `Custom:…`. */
  ComplianceType?: string;
  /** How many are compliant. */
  CompliantSummary?: CompliantSummary;
  /** How many are not compliant. */
  NonCompliantSummary?: NonCompliantSummary;
}
/** How many resources or items are compliant. */
export interface CompliantSummary {
  /** How many are compliant. */
  CompliantCount?: number;
  /** The counts by severity. */
  SeveritySummary?: SeveritySummary;
}
/** How many resources or items are not compliant. */
export interface NonCompliantSummary {
  /** How many are not compliant. */
  NonCompliantCount?: number;
  /** The counts by severity. */
  SeveritySummary?: SeveritySummary;
}
/** Counts by severity; each can be absent. */
export interface SeveritySummary {
  /** How many of severity critical. */
  CriticalCount?: number;
  /** How many of severity high. */
  HighCount?: number;
  /** How many of severity medium. */
  MediumCount?: number;
  /** How many of severity low. */
  LowCount?: number;
  /** How many of severity informational. */
  InformationalCount?: number;
  /** How many have no severity. */
  UnspecifiedCount?: number;
}

/** Input of {@link PatchClient.listResourceComplianceSummaries}. */
export interface ListResourceComplianceSummariesInput {
  /** Filters; all of them must hold. */
  Filters?: ComplianceStringFilter[] | undefined;
  /** The `NextToken` of the previous page. */
  NextToken?: string | undefined;
  /** 1 to 50. */
  MaxResults?: number | undefined;
}
/** Output of {@link PatchClient.listResourceComplianceSummaries}. */
export interface ListResourceComplianceSummariesOutput {
  /** The summaries of this page, one for each resource and type. */
  ResourceComplianceSummaryItems?: ResourceComplianceSummaryItem[];
  /** The token of the next page; absent or empty on the last. */
  NextToken?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** How many items of one resource are compliant, for one compliance type. */
export interface ResourceComplianceSummaryItem {
  /** `Association`, `Patch`, or a custom type, `Custom:…`. */
  ComplianceType?: string;
  /** The type of the resource: `ManagedInstance`. */
  ResourceType?: string;
  /** The id of the resource: a node. */
  ResourceId?: string;
  /** Whether it is compliant. */
  Status?: ComplianceStatus;
  /** The highest severity of the items that are not compliant. */
  OverallSeverity?: ComplianceSeverity;
  /** The run that checked it. */
  ExecutionSummary?: ComplianceExecutionSummary;
  /** How many are compliant. */
  CompliantSummary?: CompliantSummary;
  /** How many are not compliant. */
  NonCompliantSummary?: NonCompliantSummary;
}

// Patch snapshots

/** Input of {@link PatchClient.getDeployablePatchSnapshotForInstance}. */
export interface GetDeployablePatchSnapshotForInstanceInput {
  /** The id of a node: `i-` and 8 or 17 word characters, or `mi-` and 17. */
  InstanceId: string;
  /** A UUID, 36 characters; the same UUID returns the same snapshot. */
  SnapshotId: string;
  /** The baseline to use in place of that of the node. */
  BaselineOverride?: BaselineOverride | undefined;
  /** Whether the URL works over IPv6 as well. */
  UseS3DualStackEndpoint?: boolean | undefined;
}
/** A patch baseline that is used once; see {@link GetPatchBaselineOutput}. */
export interface BaselineOverride {
  /** The operating system of the baseline. */
  OperatingSystem?: OperatingSystem | undefined;
  /** Filters that a patch must pass before the rules. */
  GlobalFilters?: PatchFilterGroup | undefined;
  /** The rules that approve patches. */
  ApprovalRules?: PatchRuleGroup | undefined;
  /** At most 50 ids of 1 to 100 characters. */
  ApprovedPatches?: string[] | undefined;
  /** The compliance level of an approved patch that is missing. */
  ApprovedPatchesComplianceLevel?: PatchComplianceLevel | undefined;
  /** At most 50 ids of 1 to 100 characters. */
  RejectedPatches?: string[] | undefined;
  /** What happens to rejected patches that others depend on. */
  RejectedPatchesAction?: PatchAction | undefined;
  /** Whether the approved patches include those that are not security updates. Linux only. */
  ApprovedPatchesEnableNonSecurity?: boolean | undefined;
  /** At most 20. */
  Sources?: PatchSource[] | undefined;
  /** Whether a node is compliant without a security update that the baseline does not approve.
   *  Windows only. */
  AvailableSecurityUpdatesComplianceStatus?: PatchComplianceStatus | undefined;
}
/** Output of {@link PatchClient.getDeployablePatchSnapshotForInstance}. */
export interface GetDeployablePatchSnapshotForInstanceOutput {
  /** The id of the node. */
  InstanceId?: string;
  /** The id of the snapshot. */
  SnapshotId?: string;
  /** A presigned URL. Treat it as a secret until it expires: it needs no credentials. */
  SnapshotDownloadUrl?: string;
  /** The operating system and version of the node, such as `AmazonLinux2018.03`. */
  Product?: string;
  /** Metadata of the HTTP exchange. */
  $metadata: ResponseMetadata;
}

/** The states of a patch on a node, in the spelling of AWS's documentation. */
export type PatchState =
  | 'INSTALLED'
  | 'INSTALLED_OTHER'
  | 'INSTALLED_PENDING_REBOOT'
  | 'INSTALLED_REJECTED'
  | 'MISSING'
  | 'NOT_APPLICABLE'
  | 'FAILED'
  | 'AVAILABLE_SECURITY_UPDATE';

/**
 * Maps the spelling of the service to that of the documentation: `patchState('Missing')` is
 * `'MISSING'`. Returns an unknown state unchanged.
 *
 * @example
 * ```js
 * const { Patches = [] } = await client.describeInstancePatches({ InstanceId });
 * const missing = Patches.filter(({ State = '' }) => patchState(State) === 'MISSING');
 * ```
 */
export function patchState(state: string): PatchState | (string & {});

// ── Signing, for any AWS service ─────────────────────────────────────────────────────────────

/** What a signature is made with, and good for. */
export interface SignOptions {
  /** Credentials to sign with, or a function that returns them. */
  credentials: CredentialsProvider;
  /** The region that the signature is good for, such as `eu-central-1`; without white space. */
  region: string;
  /** The service's signing name, such as `ssm`, `s3` or `execute-api`; without white space. */
  service: string;
  /** The instant to sign for, to the second. Default: now. */
  date?: Date | undefined;
  /** Whether the path is signed encoded once more than it is sent. Default `true`, but
   *  `false` for S3: `s3`, `s3express`, `s3-object-lambda` and `s3-outposts`. */
  doubleEncodePath?: boolean | undefined;
  /**
   * `'signed'`, the default, signs the SHA-256 of the body. `'unsigned'` leaves the body out, and says
   * so in the header `x-amz-content-sha256`: for streams, and bodies that are too large to be read
   * first. Only for `https:` URLs, and for services that accept it: S3, VPC Lattice.
   */
  payload?: 'signed' | 'unsigned' | undefined;
}

/** A request to sign, for any service: an object with these members, or a `Request`. */
export interface SignableRequest {
  /** Default `GET`. */
  method?: string | undefined;
  /** An absolute URL. Its fragment, user name and password are neither signed nor sent. */
  url: string | URL;
  /** Headers to send; see {@link signRequest} for those that are not signed. */
  headers?: RequestInit['headers'];
  /**
   * A text is sent as UTF-8. `URLSearchParams` and a `Blob` with a type bring their content type, as
   * they do with `fetch`. A `ReadableStream` needs `payload: 'unsigned'`. For `FormData`, sign a
   * `Request` made of it.
   */
  body?:
    | string
    | ArrayBuffer
    | ArrayBufferView
    | Blob
    | URLSearchParams
    | ReadableStream
    | null
    | undefined;
}

/** A signed request, as `fetch` takes it, and the texts that were signed. */
export interface SignedRequest {
  /** In upper case. */
  method: string;
  /** The URL to send: another spelling of the one given, if services could read that differently. */
  url: string;
  /** The headers to send; `host` is signed but not listed, since `fetch` writes it. */
  headers: Record<string, string>;
  /** The body given; the text of `URLSearchParams`, the bytes of a `Blob` or a `Request`. */
  body?: Exclude<RequestInit['body'], undefined>;
  /** Present with a stream: `fetch` wants it. */
  duplex?: 'half';
  /** The result of the first step; compare it with the service's after a `SignatureDoesNotMatch`. */
  canonicalRequest: string;
  /** What the signature is made of: algorithm, time, scope, and the hash of the canonical
   *  request. */
  stringToSign: string;
}

/**
 * Signs a request for any AWS service with Signature Version 4, in header form. Signs `host` and
 * every header given but those that proxies and browsers rewrite.
 *
 * Takes a `Request` as well, and reads its body from a clone. Of a `Request`, the method, the URL, the
 * headers but `host`, and the body are signed and returned, not its signal or modes.
 *
 * Rejects with a {@link PatchlensError}: `invalid-input` if the request cannot be signed or its body
 * not be read, `credentials` if there are none.
 *
 * @example
 * ```js
 * const signed = await signRequest(
 *   {
 *     method: 'POST',
 *     url: 'https://sts.eu-west-1.amazonaws.com/',
 *     body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
 *   },
 *   { credentials, region: 'eu-west-1', service: 'sts' },
 * );
 * const response = await fetch(signed.url, signed);
 * ```
 */
export function signRequest(request: SignableRequest, options: SignOptions): Promise<SignedRequest>;

/**
 * Why a service refused a signature, if its answer shows what it computed: at which line that
 * differs from what was signed, and what the line is about. `undefined` for any other answer. A line
 * with a session token is named, never quoted.
 *
 * @param signed what {@link signRequest} gave
 * @param answer the body of the service's answer: JSON, or XML as S3 sends it
 *
 * @example
 * ```js
 * const signed = await signRequest(
 *   { url: 'https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15' },
 *   { credentials, region: 'eu-west-1', service: 'sts' },
 * );
 * const response = await fetch(signed.url, signed);
 * if (response.status === 403) {
 *   console.log(explainSignatureMismatch(signed, await response.text()));
 *   // canonical request, line 5 (header x-amz-date): signed "x-amz-date:…", the service computed "…"
 * }
 * ```
 */
export function explainSignatureMismatch(
  signed: { canonicalRequest: string; stringToSign: string },
  answer: string,
): string | undefined;

// ── Errors ───────────────────────────────────────────────────────────────────────────────────

/**
 * The error of everything that fails; an aborted call rejects with `signal.reason` instead.
 *
 * | code | when | what to do |
 * |---|---|---|
 * | `service` | AWS returned an error, which `awsCode` names; or the server of a fleet did | as AWS documents that code; see `remoteSource` |
 * | `network` | `fetch` failed on every attempt; a CORS refusal looks the same | check connection, endpoint, CORS |
 * | `timeout` | `attemptTimeoutMs` or `timeoutMs` ran out | raise it, or narrow the request |
 * | `malformed-response` | a 2xx whose body is not the operation's output | check what stands between you and AWS |
 * | `repeated-token` | the service sent a `NextToken` twice | report to AWS; `resumeToken` goes on |
 * | `invalid-input` | an input or option cannot be right; nothing was sent | correct what the message names |
 * | `credentials` | the credentials provider failed or returned none | see `cause` |
 * | `bad-snapshot` | a snapshot or checkpoint of `patchlens/fleet` is damaged, cut short or of a later version | take an older one, or scan without it |
 * | `wasm` | the WebAssembly module cannot be instantiated here | see the message |
 *
 * | reason | when |
 * |---|---|
 * | `throttled` | the service throttles the requests: wait, then send fewer |
 * | `expired` | the credentials, or the token to get them with, have expired |
 * | `denied` | the service does not accept the credentials, or they do not allow the action |
 * | `clock-skew` | the local clock is wrong |
 * | `not-found` | the service does not know what was asked for |
 * | `unavailable` | the service cannot be reached, or fails: also every `network` and `timeout` |
 * | `other` | anything else |
 *
 * @example
 * ```js
 * try {
 *   await client.describeInstancePatches({ InstanceId: 'i-0fedcba9876543210' });
 * } catch (error) {
 *   if (!(error instanceof PatchlensError)) throw error;
 *   console.log(error.code, error.awsCode); // service InvalidInstanceId
 * }
 * ```
 */
export class PatchlensError extends Error {
  /** What failed; see the table above. It stays the same from version to version. */
  readonly code:
    | 'service'
    | 'network'
    | 'timeout'
    | 'malformed-response'
    | 'repeated-token'
    | 'invalid-input'
    | 'credentials'
    | 'bad-snapshot'
    | 'wasm';
  /** Why, for programs that treat one failure differently from another; see the table above. */
  readonly reason:
    | 'throttled'
    | 'expired'
    | 'denied'
    | 'clock-skew'
    | 'not-found'
    | 'unavailable'
    | 'other';
  /** The operation, as AWS spells it. */
  readonly operation?: string;
  /** AWS's error code, such as `AccessDeniedException`. */
  readonly awsCode?: string;
  /** HTTP status of the last response. */
  readonly status?: number;
  /** AWS's id of the request; absent where CORS hides the header. */
  readonly requestId?: string;
  /** Attempts made. */
  readonly attempts?: number;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** The error of `fetch`, of the credentials provider or of WebAssembly. */
  readonly cause?: unknown;
}

// Without this, all declarations would be exported: PaginatedOperations, too.
export {};
