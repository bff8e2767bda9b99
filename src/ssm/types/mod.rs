//! The inputs and outputs of the operations as structs, with serde.
//!
//! Members have AWS's names in JSON. In outputs every member can be absent, whatever AWS documents: a
//! count that the service does not send is `None`, which is not zero. Members that this version does
//! not know are ignored, and a value that AWS may add to is a `String`. A timestamp that means "no
//! time" (0, or the beginning of the year 1) is `None`.
//!
//! Inputs are made with `..Default::default()`, because AWS may add members to them.

mod available_patches;
mod compliance;
mod filters;
mod input;
mod instance_information;
mod instance_properties;
mod patch_baselines;
mod patch_groups;
mod patch_snapshot;
mod patch_states;
mod patches;
mod sensitive;
mod timestamp;

pub use available_patches::{
    DescribeAvailablePatchesInput, DescribeAvailablePatchesOutput,
    DescribeEffectivePatchesForPatchBaselineInput, DescribeEffectivePatchesForPatchBaselineOutput,
    DescribePatchPropertiesInput, DescribePatchPropertiesOutput, EffectivePatch, Patch,
    PatchStatus,
};
pub use compliance::{
    ComplianceExecutionSummary, ComplianceItem, ComplianceStringFilter, ComplianceSummaryItem,
    CompliantSummary, ListComplianceItemsInput, ListComplianceItemsOutput,
    ListComplianceSummariesInput, ListComplianceSummariesOutput,
    ListResourceComplianceSummariesInput, ListResourceComplianceSummariesOutput,
    NonCompliantSummary, ResourceComplianceSummaryItem, SeveritySummary,
};
pub use filters::PatchOrchestratorFilter;
pub use input::{Input, PaginatedInput};
pub use instance_information::{
    DescribeInstanceInformationInput, DescribeInstanceInformationOutput,
    InstanceAggregatedAssociationOverview, InstanceInformation, InstanceInformationFilter,
    InstanceInformationStringFilter,
};
pub use instance_properties::{
    DescribeInstancePropertiesInput, DescribeInstancePropertiesOutput, InstanceProperty,
    InstancePropertyFilter, InstancePropertyStringFilter,
};
pub use patch_baselines::{
    DescribePatchBaselinesInput, DescribePatchBaselinesOutput, GetDefaultPatchBaselineInput,
    GetDefaultPatchBaselineOutput, GetPatchBaselineForPatchGroupInput,
    GetPatchBaselineForPatchGroupOutput, GetPatchBaselineInput, GetPatchBaselineOutput,
    PatchBaselineIdentity, PatchFilter, PatchFilterGroup, PatchRule, PatchRuleGroup, PatchSource,
};
pub use patch_groups::{
    DescribePatchGroupStateInput, DescribePatchGroupStateOutput, DescribePatchGroupsInput,
    DescribePatchGroupsOutput, PatchGroupPatchBaselineMapping,
};
pub use patch_snapshot::{
    BaselineOverride, GetDeployablePatchSnapshotForInstanceInput,
    GetDeployablePatchSnapshotForInstanceOutput,
};
pub use patch_states::{
    DescribeInstancePatchStatesForPatchGroupInput, DescribeInstancePatchStatesForPatchGroupOutput,
    DescribeInstancePatchStatesInput, DescribeInstancePatchStatesOutput, InstancePatchState,
    InstancePatchStateFilter,
};
pub use patches::{
    DescribeInstancePatchesInput, DescribeInstancePatchesOutput, PatchComplianceData,
};
pub use sensitive::Sensitive;
