/** Only has to compile: every named type is the type of what it names. */
import type * as patchlens from 'patchlens';
import type {
  AttemptEvent,
  BaselineOverride,
  ClientOptions,
  CallOptions,
  ComplianceExecutionSummary,
  ComplianceItem,
  ComplianceSeverity,
  ComplianceStatus,
  ComplianceStringFilter,
  ComplianceSummaryItem,
  CompliantSummary,
  Credentials,
  CredentialsSource,
  DescribeAvailablePatchesInput,
  DescribeAvailablePatchesOutput,
  DescribeEffectivePatchesForPatchBaselineInput,
  DescribeEffectivePatchesForPatchBaselineOutput,
  DescribeInstanceInformationInput,
  DescribeInstanceInformationOutput,
  DescribeInstancePatchesInput,
  DescribeInstancePatchesOutput,
  DescribeInstancePatchStatesForPatchGroupInput,
  DescribeInstancePatchStatesForPatchGroupOutput,
  DescribeInstancePatchStatesInput,
  DescribeInstancePatchStatesOutput,
  DescribePatchBaselinesInput,
  DescribePatchBaselinesOutput,
  DescribePatchGroupsInput,
  DescribePatchGroupsOutput,
  DescribePatchGroupStateInput,
  DescribePatchGroupStateOutput,
  DescribePatchPropertiesInput,
  DescribePatchPropertiesOutput,
  EffectivePatch,
  GetDefaultPatchBaselineInput,
  GetDefaultPatchBaselineOutput,
  GetDeployablePatchSnapshotForInstanceInput,
  GetDeployablePatchSnapshotForInstanceOutput,
  GetPatchBaselineForPatchGroupInput,
  GetPatchBaselineForPatchGroupOutput,
  GetPatchBaselineInput,
  GetPatchBaselineOutput,
  InputOf,
  InstanceInformation,
  InstanceInformationFilter,
  InstanceInformationStringFilter,
  InstancePatchState,
  InstancePatchStateFilter,
  ItemOf,
  ListComplianceItemsInput,
  ListComplianceItemsOutput,
  ListComplianceSummariesInput,
  ListComplianceSummariesOutput,
  ListResourceComplianceSummariesInput,
  ListResourceComplianceSummariesOutput,
  NonCompliantSummary,
  OperatingSystem,
  OutputOf,
  Pages,
  PaginatedOperation,
  PaginateOptions,
  Patch,
  PatchAction,
  PatchBaselineIdentity,
  PatchClient,
  PatchComplianceData,
  PatchComplianceLevel,
  PatchComplianceStatus,
  PatchFilter,
  PatchFilterGroup,
  PatchFilterKey,
  PatchGroupPatchBaselineMapping,
  PatchOrchestratorFilter,
  PatchPropertyEntry,
  PatchRule,
  PatchRuleGroup,
  PatchSource,
  PatchState,
  PatchStatus,
  ResourceComplianceSummaryItem,
  ResponseMetadata,
  RoleOptions,
  SeveritySummary,
  SignableRequest,
  SignedRequest,
  SignOptions,
  SourceOptions,
  TemporaryCredentials,
  TemporaryCredentialsSource,
} from 'patchlens';

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
declare function all<_ extends true[]>(): void;

/** A member's type, without the ways to leave it out. */
type Of<Shape, Name extends keyof Shape> = Exclude<Shape[Name], undefined>;
/** The type of the items of a list that is a member. */
type In<Shape, Name extends keyof Shape> = Of<Shape, Name> extends (infer Item)[] ? Item : never;
/** What a method takes and gives. */
type Call<Name extends keyof PatchClient> = PatchClient[Name] extends (
  input: infer Input,
  options?: CallOptions,
) => Promise<infer Output>
  ? [NonNullable<Input>, Output]
  : never;

export function operations(): void {
  type Is<Name extends keyof PatchClient, Input, Output> = Same<Call<Name>, [Input, Output]>;
  all<
    [
      Is<
        'describeInstancePatchStates',
        DescribeInstancePatchStatesInput,
        DescribeInstancePatchStatesOutput
      >,
      Is<
        'describeInstancePatchStatesForPatchGroup',
        DescribeInstancePatchStatesForPatchGroupInput,
        DescribeInstancePatchStatesForPatchGroupOutput
      >,
      Is<'describeInstancePatches', DescribeInstancePatchesInput, DescribeInstancePatchesOutput>,
      Is<'describePatchGroups', DescribePatchGroupsInput, DescribePatchGroupsOutput>,
      Is<'describePatchGroupState', DescribePatchGroupStateInput, DescribePatchGroupStateOutput>,
      Is<'describePatchBaselines', DescribePatchBaselinesInput, DescribePatchBaselinesOutput>,
      Is<'getPatchBaseline', GetPatchBaselineInput, GetPatchBaselineOutput>,
      Is<'getDefaultPatchBaseline', GetDefaultPatchBaselineInput, GetDefaultPatchBaselineOutput>,
      Is<
        'getPatchBaselineForPatchGroup',
        GetPatchBaselineForPatchGroupInput,
        GetPatchBaselineForPatchGroupOutput
      >,
      Is<
        'describeEffectivePatchesForPatchBaseline',
        DescribeEffectivePatchesForPatchBaselineInput,
        DescribeEffectivePatchesForPatchBaselineOutput
      >,
      Is<'describeAvailablePatches', DescribeAvailablePatchesInput, DescribeAvailablePatchesOutput>,
      Is<'describePatchProperties', DescribePatchPropertiesInput, DescribePatchPropertiesOutput>,
      Is<
        'describeInstanceInformation',
        DescribeInstanceInformationInput,
        DescribeInstanceInformationOutput
      >,
      Is<'listComplianceItems', ListComplianceItemsInput, ListComplianceItemsOutput>,
      Is<'listComplianceSummaries', ListComplianceSummariesInput, ListComplianceSummariesOutput>,
      Is<
        'listResourceComplianceSummaries',
        ListResourceComplianceSummariesInput,
        ListResourceComplianceSummariesOutput
      >,
      Is<
        'getDeployablePatchSnapshotForInstance',
        GetDeployablePatchSnapshotForInstanceInput,
        GetDeployablePatchSnapshotForInstanceOutput
      >,
    ]
  >();
}

export function listings(): void {
  type Listing<Input, Output, Item> = {
    [Name in PaginatedOperation]: Same<
      [InputOf<Name>, OutputOf<Name>, ItemOf<Name>],
      [Input, Output, Item]
    >;
  };
  type Has<Name extends PaginatedOperation, Input, Output, Item> = Listing<Input, Output, Item>[Name];
  type Groups = 'describePatchGroups';
  all<
    [
      Has<
        Groups,
        DescribePatchGroupsInput,
        DescribePatchGroupsOutput,
        PatchGroupPatchBaselineMapping
      >,
      Same<ReturnType<typeof groups>, Pages<Groups>>,
      Same<Parameters<PatchClient['paginate']>[2], PaginateOptions | undefined>,
    ]
  >();
}
declare const client: PatchClient;
const groups = () => client.paginate('describePatchGroups');

export function shapes(): void {
  type Baseline = GetPatchBaselineOutput;
  type Ofs = ResourceComplianceSummaryItem;
  all<
    [
      Same<In<DescribeInstancePatchStatesOutput, 'InstancePatchStates'>, InstancePatchState>,
      Same<
        In<DescribeInstancePatchStatesForPatchGroupInput, 'Filters'>,
        InstancePatchStateFilter
      >,
      Same<In<DescribeInstancePatchesInput, 'Filters'>, PatchOrchestratorFilter>,
      Same<In<DescribeInstancePatchesOutput, 'Patches'>, PatchComplianceData>,
      Same<In<DescribePatchGroupsOutput, 'Mappings'>, PatchGroupPatchBaselineMapping>,
      Same<Of<PatchGroupPatchBaselineMapping, 'BaselineIdentity'>, PatchBaselineIdentity>,
      Same<Of<PatchBaselineIdentity, 'OperatingSystem'>, OperatingSystem>,
      Same<Of<Baseline, 'GlobalFilters'>, PatchFilterGroup>,
      Same<In<PatchFilterGroup, 'PatchFilters'>, PatchFilter>,
      Same<Of<PatchFilter, 'Key'>, PatchFilterKey>,
      Same<Of<Baseline, 'ApprovalRules'>, PatchRuleGroup>,
      Same<In<PatchRuleGroup, 'PatchRules'>, PatchRule>,
      Same<In<Baseline, 'Sources'>, PatchSource>,
      Same<Of<Baseline, 'ApprovedPatchesComplianceLevel'>, PatchComplianceLevel>,
      Same<Of<Baseline, 'AvailableSecurityUpdatesComplianceStatus'>, PatchComplianceStatus>,
      Same<Of<Baseline, 'RejectedPatchesAction'>, PatchAction>,
      Same<Of<GetDeployablePatchSnapshotForInstanceInput, 'BaselineOverride'>, BaselineOverride>,
      Same<In<DescribeEffectivePatchesForPatchBaselineOutput, 'EffectivePatches'>, EffectivePatch>,
      Same<Of<EffectivePatch, 'Patch'>, Patch>,
      Same<Of<EffectivePatch, 'PatchStatus'>, PatchStatus>,
      Same<In<DescribePatchPropertiesOutput, 'Properties'>, PatchPropertyEntry>,
      Same<
        In<DescribeInstanceInformationInput, 'InstanceInformationFilterList'>,
        InstanceInformationFilter
      >,
      Same<In<DescribeInstanceInformationInput, 'Filters'>, InstanceInformationStringFilter>,
      Same<
        In<DescribeInstanceInformationOutput, 'InstanceInformationList'>,
        InstanceInformation
      >,
      Same<In<ListComplianceItemsInput, 'Filters'>, ComplianceStringFilter>,
      Same<In<ListComplianceItemsOutput, 'ComplianceItems'>, ComplianceItem>,
      Same<Of<ComplianceItem, 'ExecutionSummary'>, ComplianceExecutionSummary>,
      Same<Of<ComplianceItem, 'Severity'>, ComplianceSeverity>,
      Same<Of<ComplianceItem, 'Status'>, ComplianceStatus>,
      Same<In<ListComplianceSummariesOutput, 'ComplianceSummaryItems'>, ComplianceSummaryItem>,
      Same<
        In<ListResourceComplianceSummariesOutput, 'ResourceComplianceSummaryItems'>,
        ResourceComplianceSummaryItem
      >,
      Same<Of<Ofs, 'CompliantSummary'>, CompliantSummary>,
      Same<Of<Ofs, 'NonCompliantSummary'>, NonCompliantSummary>,
      Same<Of<CompliantSummary, 'SeveritySummary'>, SeveritySummary>,
      Same<Of<GetPatchBaselineOutput, '$metadata'>, ResponseMetadata>,
    ]
  >();
}

export function options(): void {
  type Source = typeof patchlens.fromWebIdentity;
  all<
    [
      Same<ConstructorParameters<typeof PatchClient>, [options: ClientOptions]>,
      Same<ClientOptions['credentials'], CredentialsSource>,
      Same<Parameters<Of<ClientOptions, 'onAttempt'>>, [event: AttemptEvent]>,
      Same<Extract<CredentialsSource, { accessKeyId: string }>, Credentials>,
      Same<ReturnType<Source>, TemporaryCredentialsSource>,
      Same<Awaited<ReturnType<TemporaryCredentialsSource>>, TemporaryCredentials>,
      Parameters<Source>[0] extends RoleOptions ? true : false,
      RoleOptions extends SourceOptions ? true : false,
      PaginateOptions extends CallOptions ? true : false,
      Same<Parameters<typeof patchlens.signRequest>, [SignableRequest, SignOptions]>,
      Same<Awaited<ReturnType<typeof patchlens.signRequest>>, SignedRequest>,
      Same<ReturnType<typeof patchlens.patchState>, PatchState | (string & {})>,
    ]
  >();
}
