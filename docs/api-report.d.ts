// The public surface of patchlens. Made by `npm run api:accept`: do not edit.

// patchlens: workerd, edge-light, import, require, default
// patchlens/slim: import, require, default
// patchlens/patchlens.wasm
// patchlens/package.json

// ── patchlens

export {};

export interface AttemptEvent {
    attempt: number;
    durationMs: number;
    errorCode?: string;
    operation: string;
    requestId?: string;
    retryDelayMs?: number;
    status?: number;
}

export interface BaselineOverride {
    ApprovalRules?: PatchRuleGroup | undefined;
    ApprovedPatches?: string[] | undefined;
    ApprovedPatchesComplianceLevel?: PatchComplianceLevel | undefined;
    ApprovedPatchesEnableNonSecurity?: boolean | undefined;
    AvailableSecurityUpdatesComplianceStatus?: PatchComplianceStatus | undefined;
    GlobalFilters?: PatchFilterGroup | undefined;
    OperatingSystem?: OperatingSystem | undefined;
    RejectedPatches?: string[] | undefined;
    RejectedPatchesAction?: PatchAction | undefined;
    Sources?: PatchSource[] | undefined;
}

export interface CallOptions {
    signal?: AbortSignal | undefined;
    timeoutMs?: number | undefined;
}

export interface ClientOptions {
    attemptTimeoutMs?: number | undefined;
    credentials: CredentialsSource;
    endpoint?: string | URL | undefined;
    fetch?: ((request: Request) => Promise<Response>) | undefined;
    maxAttempts?: number | undefined;
    onAttempt?: ((event: AttemptEvent) => void) | undefined;
    region: string;
    retryMode?: 'standard' | 'adaptive' | undefined;
    useDualstackEndpoint?: boolean | undefined;
    useFipsEndpoint?: boolean | undefined;
}

export interface ComplianceExecutionSummary {
    ExecutionId?: string;
    ExecutionTime?: Date;
    ExecutionType?: string;
}

export interface ComplianceItem {
    ComplianceType?: string;
    Details?: Record<string, string>;
    ExecutionSummary?: ComplianceExecutionSummary;
    Id?: string;
    ResourceId?: string;
    ResourceType?: string;
    Severity?: ComplianceSeverity;
    Status?: ComplianceStatus;
    Title?: string;
}

export type ComplianceSeverity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' | 'UNSPECIFIED' | (string & {});

export type ComplianceStatus = 'COMPLIANT' | 'NON_COMPLIANT' | (string & {});

export interface ComplianceStringFilter {
    Key?: string | undefined;
    Type?: 'EQUAL' | 'NOT_EQUAL' | 'BEGIN_WITH' | 'LESS_THAN' | 'GREATER_THAN' | (string & {}) | undefined;
    Values?: string[] | undefined;
}

export interface ComplianceSummaryItem {
    ComplianceType?: string;
    CompliantSummary?: CompliantSummary;
    NonCompliantSummary?: NonCompliantSummary;
}

export interface CompliantSummary {
    CompliantCount?: number;
    SeveritySummary?: SeveritySummary;
}

export interface Credentials {
    accessKeyId: string;
    expiration?: Date | string | number | undefined;
    secretAccessKey: string;
    sessionToken?: string | undefined;
}

export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

export interface DescribeAvailablePatchesInput {
    Filters?: PatchOrchestratorFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribeAvailablePatchesOutput {
    $metadata: ResponseMetadata;
    NextToken?: string;
    Patches?: Patch[];
}

export interface DescribeEffectivePatchesForPatchBaselineInput {
    BaselineId: string;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribeEffectivePatchesForPatchBaselineOutput {
    $metadata: ResponseMetadata;
    EffectivePatches?: EffectivePatch[];
    NextToken?: string;
}

export interface DescribeInstanceInformationInput {
    Filters?: InstanceInformationStringFilter[] | undefined;
    InstanceInformationFilterList?: InstanceInformationFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribeInstanceInformationOutput {
    $metadata: ResponseMetadata;
    InstanceInformationList?: InstanceInformation[];
    NextToken?: string;
}

export interface DescribeInstancePatchStatesForPatchGroupInput {
    Filters?: InstancePatchStateFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
    PatchGroup: string;
}

export interface DescribeInstancePatchStatesForPatchGroupOutput {
    $metadata: ResponseMetadata;
    InstancePatchStates?: InstancePatchState[];
    NextToken?: string;
}

export interface DescribeInstancePatchStatesInput {
    InstanceIds: string[];
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribeInstancePatchStatesOutput {
    $metadata: ResponseMetadata;
    InstancePatchStates?: InstancePatchState[];
    NextToken?: string;
}

export interface DescribeInstancePatchesInput {
    Filters?: PatchOrchestratorFilter[] | undefined;
    InstanceId: string;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribeInstancePatchesOutput {
    $metadata: ResponseMetadata;
    NextToken?: string;
    Patches?: PatchComplianceData[];
}

export interface DescribeInstancePropertiesInput {
    FiltersWithOperator?: InstancePropertyStringFilter[] | undefined;
    InstancePropertyFilterList?: InstancePropertyFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribeInstancePropertiesOutput {
    $metadata: ResponseMetadata;
    InstanceProperties?: InstanceProperty[];
    NextToken?: string;
}

export interface DescribePatchBaselinesInput {
    Filters?: PatchOrchestratorFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribePatchBaselinesOutput {
    $metadata: ResponseMetadata;
    BaselineIdentities?: PatchBaselineIdentity[];
    NextToken?: string;
}

export interface DescribePatchGroupStateInput {
    PatchGroup: string;
}

export interface DescribePatchGroupStateOutput {
    $metadata: ResponseMetadata;
    Instances?: number;
    InstancesWithAvailableSecurityUpdates?: number;
    InstancesWithCriticalNonCompliantPatches?: number;
    InstancesWithFailedPatches?: number;
    InstancesWithInstalledOtherPatches?: number;
    InstancesWithInstalledPatches?: number;
    InstancesWithInstalledPendingRebootPatches?: number;
    InstancesWithInstalledRejectedPatches?: number;
    InstancesWithMissingPatches?: number;
    InstancesWithNotApplicablePatches?: number;
    InstancesWithOtherNonCompliantPatches?: number;
    InstancesWithSecurityNonCompliantPatches?: number;
    InstancesWithUnreportedNotApplicablePatches?: number;
}

export interface DescribePatchGroupsInput {
    Filters?: PatchOrchestratorFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface DescribePatchGroupsOutput {
    $metadata: ResponseMetadata;
    Mappings?: PatchGroupPatchBaselineMapping[];
    NextToken?: string;
}

export interface DescribePatchPropertiesInput {
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
    OperatingSystem: OperatingSystem;
    PatchSet?: 'OS' | 'APPLICATION' | (string & {}) | undefined;
    Property: 'PRODUCT' | 'PRODUCT_FAMILY' | 'CLASSIFICATION' | 'MSRC_SEVERITY' | 'PRIORITY' | 'SEVERITY' | (string & {});
}

export interface DescribePatchPropertiesOutput {
    $metadata: ResponseMetadata;
    NextToken?: string;
    Properties?: PatchPropertyEntry[];
}

export interface EffectivePatch {
    Patch?: Patch;
    PatchStatus?: PatchStatus;
}

export interface GetDefaultPatchBaselineInput {
    OperatingSystem?: OperatingSystem | undefined;
}

export interface GetDefaultPatchBaselineOutput {
    $metadata: ResponseMetadata;
    BaselineId?: string;
    OperatingSystem?: OperatingSystem;
}

export interface GetDeployablePatchSnapshotForInstanceInput {
    BaselineOverride?: BaselineOverride | undefined;
    InstanceId: string;
    SnapshotId: string;
    UseS3DualStackEndpoint?: boolean | undefined;
}

export interface GetDeployablePatchSnapshotForInstanceOutput {
    $metadata: ResponseMetadata;
    InstanceId?: string;
    Product?: string;
    SnapshotDownloadUrl?: string;
    SnapshotId?: string;
}

export interface GetPatchBaselineForPatchGroupInput {
    OperatingSystem?: OperatingSystem | undefined;
    PatchGroup: string;
}

export interface GetPatchBaselineForPatchGroupOutput {
    $metadata: ResponseMetadata;
    BaselineId?: string;
    OperatingSystem?: OperatingSystem;
    PatchGroup?: string;
}

export interface GetPatchBaselineInput {
    BaselineId: string;
}

export interface GetPatchBaselineOutput {
    $metadata: ResponseMetadata;
    ApprovalRules?: PatchRuleGroup;
    ApprovedPatches?: string[];
    ApprovedPatchesComplianceLevel?: PatchComplianceLevel;
    ApprovedPatchesEnableNonSecurity?: boolean;
    AvailableSecurityUpdatesComplianceStatus?: PatchComplianceStatus;
    BaselineId?: string;
    CreatedDate?: Date;
    Description?: string;
    GlobalFilters?: PatchFilterGroup;
    ModifiedDate?: Date;
    Name?: string;
    OperatingSystem?: OperatingSystem;
    PatchGroups?: string[];
    RejectedPatches?: string[];
    RejectedPatchesAction?: PatchAction;
    Sources?: PatchSource[];
}

export type InputOf<O extends PaginatedOperation> = PaginatedOperations[O][0];

export interface InstanceInformation {
    ActivationId?: string;
    AgentVersion?: string;
    AssociationOverview?: {
        DetailedStatus?: string;
        InstanceAssociationStatusAggregatedCount?: Record<string, number>;
    };
    AssociationStatus?: string;
    ComputerName?: string;
    IPAddress?: string;
    IamRole?: string;
    InstanceId?: string;
    IsLatestVersion?: boolean;
    LastAssociationExecutionDate?: Date;
    LastPingDateTime?: Date;
    LastSuccessfulAssociationExecutionDate?: Date;
    Name?: string;
    PingStatus?: 'Online' | 'ConnectionLost' | 'Inactive' | (string & {});
    PlatformName?: string;
    PlatformType?: 'Windows' | 'Linux' | 'MacOS' | (string & {});
    PlatformVersion?: string;
    RegistrationDate?: Date;
    ResourceType?: 'ManagedInstance' | 'EC2Instance' | (string & {});
    SourceId?: string;
    SourceLocation?: string;
    SourceType?: 'AWS::EC2::Instance' | 'AWS::IoT::Thing' | 'AWS::SSM::ManagedInstance' | 'Microsoft.Compute/virtualMachines' | 'compute.googleapis.com/Instance' | (string & {});
}

export interface InstanceInformationFilter {
    key: 'InstanceIds' | 'AgentVersion' | 'PingStatus' | 'PlatformTypes' | 'ActivationIds' | 'IamRole' | 'ResourceType' | 'AssociationStatus' | (string & {});
    valueSet: string[];
}

export interface InstanceInformationStringFilter {
    Key: string;
    Values: string[];
}

export interface InstancePatchState {
    AvailableSecurityUpdateCount?: number;
    BaselineId?: string;
    CriticalNonCompliantCount?: number;
    FailedCount?: number;
    InstallOverrideList?: string;
    InstalledCount?: number;
    InstalledOtherCount?: number;
    InstalledPendingRebootCount?: number;
    InstalledRejectedCount?: number;
    InstanceId?: string;
    LastNoRebootInstallOperationTime?: Date;
    MissingCount?: number;
    NotApplicableCount?: number;
    Operation?: 'Scan' | 'Install' | (string & {});
    OperationEndTime?: Date;
    OperationStartTime?: Date;
    OtherNonCompliantCount?: number;
    OwnerInformation?: string;
    PatchGroup?: string;
    RebootOption?: 'RebootIfNeeded' | 'NoReboot' | (string & {});
    SecurityNonCompliantCount?: number;
    SnapshotId?: string;
    UnreportedNotApplicableCount?: number;
}

export interface InstancePatchStateFilter {
    Key: string;
    Type: 'Equal' | 'NotEqual' | 'LessThan' | 'GreaterThan' | (string & {});
    Values: string[];
}

export interface InstanceProperty {
    ActivationId?: string;
    AgentVersion?: string;
    Architecture?: string;
    AssociationOverview?: {
        DetailedStatus?: string;
        InstanceAssociationStatusAggregatedCount?: Record<string, number>;
    };
    AssociationStatus?: string;
    AvailabilityZone?: string;
    ComputerName?: string;
    IPAddress?: string;
    IamRole?: string;
    InstanceId?: string;
    InstanceRole?: string;
    InstanceState?: string;
    InstanceType?: string;
    KeyName?: string;
    LastAssociationExecutionDate?: Date;
    LastPingDateTime?: Date;
    LastSuccessfulAssociationExecutionDate?: Date;
    LaunchTime?: Date;
    Name?: string;
    PingStatus?: 'Online' | 'ConnectionLost' | 'Inactive' | (string & {});
    PlatformName?: string;
    PlatformType?: 'Windows' | 'Linux' | 'MacOS' | (string & {});
    PlatformVersion?: string;
    RegistrationDate?: Date;
    ResourceType?: string;
    SourceId?: string;
    SourceLocation?: string;
    SourceType?: 'AWS::EC2::Instance' | 'AWS::IoT::Thing' | 'AWS::SSM::ManagedInstance' | 'Microsoft.Compute/virtualMachines' | 'compute.googleapis.com/Instance' | (string & {});
}

export interface InstancePropertyFilter {
    key: 'InstanceIds' | 'AgentVersion' | 'PingStatus' | 'PlatformTypes' | 'DocumentName' | 'ActivationIds' | 'IamRole' | 'ResourceType' | 'AssociationStatus' | (string & {});
    valueSet: string[];
}

export interface InstancePropertyStringFilter {
    Key: string;
    Operator?: 'Equal' | 'NotEqual' | 'BeginWith' | 'LessThan' | 'GreaterThan' | (string & {}) | undefined;
    Values: string[];
}

export type ItemOf<O extends PaginatedOperation> = PaginatedOperations[O][2];

export interface ListComplianceItemsInput {
    Filters?: ComplianceStringFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
    ResourceIds?: string[] | undefined;
    ResourceTypes?: string[] | undefined;
}

export interface ListComplianceItemsOutput {
    $metadata: ResponseMetadata;
    ComplianceItems?: ComplianceItem[];
    NextToken?: string;
}

export interface ListComplianceSummariesInput {
    Filters?: ComplianceStringFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface ListComplianceSummariesOutput {
    $metadata: ResponseMetadata;
    ComplianceSummaryItems?: ComplianceSummaryItem[];
    NextToken?: string;
}

export interface ListResourceComplianceSummariesInput {
    Filters?: ComplianceStringFilter[] | undefined;
    MaxResults?: number | undefined;
    NextToken?: string | undefined;
}

export interface ListResourceComplianceSummariesOutput {
    $metadata: ResponseMetadata;
    NextToken?: string;
    ResourceComplianceSummaryItems?: ResourceComplianceSummaryItem[];
}

export interface NonCompliantSummary {
    NonCompliantCount?: number;
    SeveritySummary?: SeveritySummary;
}

export type OperatingSystem = 'WINDOWS' | 'AMAZON_LINUX' | 'AMAZON_LINUX_2' | 'AMAZON_LINUX_2022' | 'AMAZON_LINUX_2023' | 'UBUNTU' | 'REDHAT_ENTERPRISE_LINUX' | 'SUSE' | 'CENTOS' | 'ORACLE_LINUX' | 'DEBIAN' | 'MACOS' | 'RASPBIAN' | 'ROCKY_LINUX' | 'ALMA_LINUX' | (string & {});

export type OutputOf<O extends PaginatedOperation> = PaginatedOperations[O][1];

export interface Pages<O extends PaginatedOperation> extends AsyncIterable<ItemOf<O>> {
    collect(): Promise<{
        items: ItemOf<O>[];
        resumeToken?: string;
    }>;
    pages(): AsyncIterableIterator<OutputOf<O>>;
    readonly resumeToken: string | undefined;
}

export interface PaginateOptions extends CallOptions {
    maxItems?: number | undefined;
    pageSize?: number | undefined;
    startingToken?: string | undefined;
}

export type PaginatedOperation = keyof PaginatedOperations;

interface PaginatedOperations {
    describeAvailablePatches: [
        DescribeAvailablePatchesInput,
        DescribeAvailablePatchesOutput,
        Patch
    ];
    describeEffectivePatchesForPatchBaseline: [
        DescribeEffectivePatchesForPatchBaselineInput,
        DescribeEffectivePatchesForPatchBaselineOutput,
        EffectivePatch
    ];
    describeInstanceInformation: [
        DescribeInstanceInformationInput,
        DescribeInstanceInformationOutput,
        InstanceInformation
    ];
    describeInstancePatchStates: [
        DescribeInstancePatchStatesInput,
        DescribeInstancePatchStatesOutput,
        InstancePatchState
    ];
    describeInstancePatchStatesForPatchGroup: [
        DescribeInstancePatchStatesForPatchGroupInput,
        DescribeInstancePatchStatesForPatchGroupOutput,
        InstancePatchState
    ];
    describeInstancePatches: [
        DescribeInstancePatchesInput,
        DescribeInstancePatchesOutput,
        PatchComplianceData
    ];
    describeInstanceProperties: [
        DescribeInstancePropertiesInput,
        DescribeInstancePropertiesOutput,
        InstanceProperty
    ];
    describePatchBaselines: [
        DescribePatchBaselinesInput,
        DescribePatchBaselinesOutput,
        PatchBaselineIdentity
    ];
    describePatchGroups: [
        DescribePatchGroupsInput,
        DescribePatchGroupsOutput,
        PatchGroupPatchBaselineMapping
    ];
    describePatchProperties: [
        DescribePatchPropertiesInput,
        DescribePatchPropertiesOutput,
        PatchPropertyEntry
    ];
    listComplianceItems: [
        ListComplianceItemsInput,
        ListComplianceItemsOutput,
        ComplianceItem
    ];
    listComplianceSummaries: [
        ListComplianceSummariesInput,
        ListComplianceSummariesOutput,
        ComplianceSummaryItem
    ];
    listResourceComplianceSummaries: [
        ListResourceComplianceSummariesInput,
        ListResourceComplianceSummariesOutput,
        ResourceComplianceSummaryItem
    ];
}

export interface Patch {
    AdvisoryIds?: string[];
    Arch?: string;
    BugzillaIds?: string[];
    CVEIds?: string[];
    Classification?: string;
    ContentUrl?: string;
    Description?: string;
    Epoch?: number;
    Id?: string;
    KbNumber?: string;
    Language?: string;
    MsrcNumber?: string;
    MsrcSeverity?: string;
    Name?: string;
    Product?: string;
    ProductFamily?: string;
    Release?: string;
    ReleaseDate?: Date;
    Repository?: string;
    Severity?: string;
    Title?: string;
    Vendor?: string;
    Version?: string;
}

export type PatchAction = 'ALLOW_AS_DEPENDENCY' | 'BLOCK' | (string & {});

export interface PatchBaselineIdentity {
    BaselineDescription?: string;
    BaselineId?: string;
    BaselineName?: string;
    DefaultBaseline?: boolean;
    OperatingSystem?: OperatingSystem;
}

export class PatchClient {
    constructor(options: ClientOptions);
    describeAvailablePatches(input?: DescribeAvailablePatchesInput, options?: CallOptions): Promise<DescribeAvailablePatchesOutput>;
    describeEffectivePatchesForPatchBaseline(input: DescribeEffectivePatchesForPatchBaselineInput, options?: CallOptions): Promise<DescribeEffectivePatchesForPatchBaselineOutput>;
    describeInstanceInformation(input?: DescribeInstanceInformationInput, options?: CallOptions): Promise<DescribeInstanceInformationOutput>;
    describeInstancePatchStates(input: DescribeInstancePatchStatesInput, options?: CallOptions): Promise<DescribeInstancePatchStatesOutput>;
    describeInstancePatchStatesForPatchGroup(input: DescribeInstancePatchStatesForPatchGroupInput, options?: CallOptions): Promise<DescribeInstancePatchStatesForPatchGroupOutput>;
    describeInstancePatches(input: DescribeInstancePatchesInput, options?: CallOptions): Promise<DescribeInstancePatchesOutput>;
    describeInstanceProperties(input?: DescribeInstancePropertiesInput, options?: CallOptions): Promise<DescribeInstancePropertiesOutput>;
    describePatchBaselines(input?: DescribePatchBaselinesInput, options?: CallOptions): Promise<DescribePatchBaselinesOutput>;
    describePatchGroupState(input: DescribePatchGroupStateInput, options?: CallOptions): Promise<DescribePatchGroupStateOutput>;
    describePatchGroups(input?: DescribePatchGroupsInput, options?: CallOptions): Promise<DescribePatchGroupsOutput>;
    describePatchProperties(input: DescribePatchPropertiesInput, options?: CallOptions): Promise<DescribePatchPropertiesOutput>;
    getDefaultPatchBaseline(input?: GetDefaultPatchBaselineInput, options?: CallOptions): Promise<GetDefaultPatchBaselineOutput>;
    getDeployablePatchSnapshotForInstance(input: GetDeployablePatchSnapshotForInstanceInput, options?: CallOptions): Promise<GetDeployablePatchSnapshotForInstanceOutput>;
    getPatchBaseline(input: GetPatchBaselineInput, options?: CallOptions): Promise<GetPatchBaselineOutput>;
    getPatchBaselineForPatchGroup(input: GetPatchBaselineForPatchGroupInput, options?: CallOptions): Promise<GetPatchBaselineForPatchGroupOutput>;
    listComplianceItems(input?: ListComplianceItemsInput, options?: CallOptions): Promise<ListComplianceItemsOutput>;
    listComplianceSummaries(input?: ListComplianceSummariesInput, options?: CallOptions): Promise<ListComplianceSummariesOutput>;
    listResourceComplianceSummaries(input?: ListResourceComplianceSummariesInput, options?: CallOptions): Promise<ListResourceComplianceSummariesOutput>;
    paginate<O extends PaginatedOperation>(operation: O, input?: InputOf<O>, options?: PaginateOptions): Pages<O>;
    send<Output extends object = Record<string, unknown>>(operation: string, input?: object, options?: CallOptions): Promise<Output & {
        $metadata: ResponseMetadata;
    }>;
}

export interface PatchComplianceData {
    CVEIds?: string;
    Classification?: string;
    InstalledTime?: Date;
    KBId?: string;
    Severity?: string;
    State?: string;
    Title?: string;
}

export type PatchComplianceLevel = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' | 'UNSPECIFIED' | (string & {});

export type PatchComplianceStatus = 'COMPLIANT' | 'NON_COMPLIANT' | (string & {});

export interface PatchFilter {
    Key: PatchFilterKey;
    Values: string[];
}

export interface PatchFilterGroup {
    PatchFilters: PatchFilter[];
}

export type PatchFilterKey = 'ARCH' | 'ADVISORY_ID' | 'BUGZILLA_ID' | 'PATCH_SET' | 'PRODUCT' | 'PRODUCT_FAMILY' | 'CLASSIFICATION' | 'CVE_ID' | 'EPOCH' | 'MSRC_SEVERITY' | 'NAME' | 'PATCH_ID' | 'SECTION' | 'PRIORITY' | 'REPOSITORY' | 'RELEASE' | 'SEVERITY' | 'SECURITY' | 'VERSION' | (string & {});

export interface PatchGroupPatchBaselineMapping {
    BaselineIdentity?: PatchBaselineIdentity;
    PatchGroup?: string;
}

export interface PatchOrchestratorFilter {
    Key?: string | undefined;
    Values?: string[] | undefined;
}

export type PatchPropertyEntry = Record<string, string>;

export interface PatchRule {
    ApproveAfterDays?: number | undefined;
    ApproveUntilDate?: string | undefined;
    ComplianceLevel?: PatchComplianceLevel | undefined;
    EnableNonSecurity?: boolean | undefined;
    PatchFilterGroup: PatchFilterGroup;
}

export interface PatchRuleGroup {
    PatchRules: PatchRule[];
}

export interface PatchSource {
    Configuration: string;
    Name: string;
    Products: string[];
}

export type PatchState = 'INSTALLED' | 'INSTALLED_OTHER' | 'INSTALLED_PENDING_REBOOT' | 'INSTALLED_REJECTED' | 'MISSING' | 'NOT_APPLICABLE' | 'FAILED' | 'AVAILABLE_SECURITY_UPDATE';

export interface PatchStatus {
    ApprovalDate?: Date;
    ComplianceLevel?: PatchComplianceLevel;
    DeploymentStatus?: 'APPROVED' | 'PENDING_APPROVAL' | 'EXPLICIT_APPROVED' | 'EXPLICIT_REJECTED' | (string & {});
}

export class PatchlensError extends Error {
    readonly attempts?: number;
    readonly awsCode?: string;
    readonly cause?: unknown;
    readonly code: 'service' | 'network' | 'timeout' | 'malformed-response' | 'repeated-token' | 'invalid-input' | 'credentials' | 'wasm';
    readonly operation?: string;
    readonly requestId?: string;
    readonly retryable: boolean;
    readonly status?: number;
}

export interface ResourceComplianceSummaryItem {
    ComplianceType?: string;
    CompliantSummary?: CompliantSummary;
    ExecutionSummary?: ComplianceExecutionSummary;
    NonCompliantSummary?: NonCompliantSummary;
    OverallSeverity?: ComplianceSeverity;
    ResourceId?: string;
    ResourceType?: string;
    Status?: ComplianceStatus;
}

export interface ResponseMetadata {
    attempts: number;
    httpStatusCode: number;
    requestId?: string;
    totalRetryDelayMs: number;
}

export interface RoleOptions extends SourceOptions {
    durationSeconds?: number | undefined;
    roleArn: string;
    roleSessionName?: string | undefined;
}

export interface SeveritySummary {
    CriticalCount?: number;
    HighCount?: number;
    InformationalCount?: number;
    LowCount?: number;
    MediumCount?: number;
    UnspecifiedCount?: number;
}

export interface SignOptions {
    credentials: CredentialsSource;
    date?: Date | undefined;
    doubleEncodePath?: boolean | undefined;
    region: string;
    service: string;
}

export interface SignableRequest {
    body?: string | Uint8Array | null | undefined;
    headers?: RequestInit['headers'];
    method?: string | undefined;
    url: string | URL;
}

export interface SignedRequest {
    body?: Exclude<RequestInit['body'], undefined>;
    canonicalRequest: string;
    headers: Record<string, string>;
    method: string;
    stringToSign: string;
    url: string;
}

export interface SourceOptions {
    attemptTimeoutMs?: number | undefined;
    endpoint?: string | URL | undefined;
    fetch?: ((request: Request) => Promise<Response>) | undefined;
    maxAttempts?: number | undefined;
    region: string;
    useDualstackEndpoint?: boolean | undefined;
    useFipsEndpoint?: boolean | undefined;
}

export interface TemporaryCredentials extends Credentials {
    expiration: Date;
    sessionToken: string;
}

export type TemporaryCredentialsSource = () => Promise<TemporaryCredentials>;

export function explainSignatureMismatch(signed: {
    canonicalRequest: string;
    stringToSign: string;
}, answer: string): string | undefined;

export function fromAssumeRole(options: RoleOptions & {
    externalId?: string | undefined;
    source: CredentialsSource;
}): TemporaryCredentialsSource;

export function fromCognitoIdentityPool(options: SourceOptions & {
    accountId?: string | undefined;
    customRoleArn?: string | undefined;
    identityPoolId: string;
    logins?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>) | undefined;
}): TemporaryCredentialsSource;

export function fromWebIdentity(options: RoleOptions & {
    token: () => string | Promise<string>;
}): TemporaryCredentialsSource;

export function patchState(state: string): PatchState | (string & {});

export function signRequest(request: SignableRequest, options: SignOptions): Promise<SignedRequest>;

// ── patchlens/slim

export * from './index.js';

type CompiledModule = typeof globalThis extends {
    WebAssembly: {
        Module: {
            prototype: infer Module;
        };
    };
} ? Module & object : object;

export function load(source: CompiledModule | ArrayBuffer | ArrayBufferView | Response | PromiseLike<Response>): Promise<void>;
