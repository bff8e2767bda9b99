//! A typed call for each operation.

use super::client::PatchClient;
use super::error::Error;
use super::shared::Output;
use crate::ssm::types::{
    DescribeAvailablePatchesInput, DescribeAvailablePatchesOutput,
    DescribeEffectivePatchesForPatchBaselineInput, DescribeEffectivePatchesForPatchBaselineOutput,
    DescribeInstanceInformationInput, DescribeInstanceInformationOutput,
    DescribeInstancePatchStatesForPatchGroupInput, DescribeInstancePatchStatesForPatchGroupOutput,
    DescribeInstancePatchStatesInput, DescribeInstancePatchStatesOutput,
    DescribeInstancePatchesInput, DescribeInstancePatchesOutput, DescribeInstancePropertiesInput,
    DescribeInstancePropertiesOutput, DescribePatchBaselinesInput, DescribePatchBaselinesOutput,
    DescribePatchGroupStateInput, DescribePatchGroupStateOutput, DescribePatchGroupsInput,
    DescribePatchGroupsOutput, DescribePatchPropertiesInput, DescribePatchPropertiesOutput,
    GetDefaultPatchBaselineInput, GetDefaultPatchBaselineOutput,
    GetDeployablePatchSnapshotForInstanceInput, GetDeployablePatchSnapshotForInstanceOutput,
    GetPatchBaselineForPatchGroupInput, GetPatchBaselineForPatchGroupOutput, GetPatchBaselineInput,
    GetPatchBaselineOutput, ListComplianceItemsInput, ListComplianceItemsOutput,
    ListComplianceSummariesInput, ListComplianceSummariesOutput,
    ListResourceComplianceSummariesInput, ListResourceComplianceSummariesOutput,
};

impl PatchClient {
    /// The patch counts of up to 50 nodes. Nodes that were never scanned, or are unknown to the
    /// service, are left out of the output.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribeInstancePatchStatesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribeInstancePatchStatesInput {
    ///     instance_ids: vec!["i-0123456789abcdef0".into()],
    ///     ..Default::default()
    /// };
    /// let output = client.describe_instance_patch_states(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_instance_patch_states(
        &self,
        input: DescribeInstancePatchStatesInput,
    ) -> Result<Output<DescribeInstancePatchStatesOutput>, Error> {
        self.send(input).await
    }

    /// The patch counts of the nodes in a patch group that pass the filters.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribeInstancePatchStatesForPatchGroupInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribeInstancePatchStatesForPatchGroupInput {
    ///     patch_group: "web".into(),
    ///     ..Default::default()
    /// };
    /// let output = client.describe_instance_patch_states_for_patch_group(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_instance_patch_states_for_patch_group(
        &self,
        input: DescribeInstancePatchStatesForPatchGroupInput,
    ) -> Result<Output<DescribeInstancePatchStatesForPatchGroupOutput>, Error> {
        self.send(input).await
    }

    /// The patches of one node and their state.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribeInstancePatchesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribeInstancePatchesInput {
    ///     instance_id: "i-0123456789abcdef0".into(),
    ///     ..Default::default()
    /// };
    /// let output = client.describe_instance_patches(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_instance_patches(
        &self,
        input: DescribeInstancePatchesInput,
    ) -> Result<Output<DescribeInstancePatchesOutput>, Error> {
        self.send(input).await
    }

    /// The patch groups that are registered with a patch baseline, each with that baseline.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribePatchGroupsInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribePatchGroupsInput::default();
    /// let output = client.describe_patch_groups(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_patch_groups(
        &self,
        input: DescribePatchGroupsInput,
    ) -> Result<Output<DescribePatchGroupsOutput>, Error> {
        self.send(input).await
    }

    /// How many nodes of a patch group have patches in each state.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribePatchGroupStateInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribePatchGroupStateInput {
    ///     patch_group: "web".into(),
    /// };
    /// let output = client.describe_patch_group_state(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_patch_group_state(
        &self,
        input: DescribePatchGroupStateInput,
    ) -> Result<Output<DescribePatchGroupStateOutput>, Error> {
        self.send(input).await
    }

    /// The patch baselines of the region, AWS's own included.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribePatchBaselinesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribePatchBaselinesInput::default();
    /// let output = client.describe_patch_baselines(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_patch_baselines(
        &self,
        input: DescribePatchBaselinesInput,
    ) -> Result<Output<DescribePatchBaselinesOutput>, Error> {
        self.send(input).await
    }

    /// One patch baseline with its rules, its exceptions and the patch groups that use it.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::GetPatchBaselineInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = GetPatchBaselineInput {
    ///     baseline_id: "pb-0123456789abcdef0".into(),
    /// };
    /// let output = client.get_patch_baseline(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_patch_baseline(
        &self,
        input: GetPatchBaselineInput,
    ) -> Result<Output<GetPatchBaselineOutput>, Error> {
        self.send(input).await
    }

    /// The default baseline of an operating system.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::GetDefaultPatchBaselineInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = GetDefaultPatchBaselineInput::default();
    /// let output = client.get_default_patch_baseline(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_default_patch_baseline(
        &self,
        input: GetDefaultPatchBaselineInput,
    ) -> Result<Output<GetDefaultPatchBaselineOutput>, Error> {
        self.send(input).await
    }

    /// The baseline that the nodes of a patch group use.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::GetPatchBaselineForPatchGroupInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = GetPatchBaselineForPatchGroupInput {
    ///     patch_group: "web".into(),
    ///     ..Default::default()
    /// };
    /// let output = client.get_patch_baseline_for_patch_group(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_patch_baseline_for_patch_group(
        &self,
        input: GetPatchBaselineForPatchGroupInput,
    ) -> Result<Output<GetPatchBaselineForPatchGroupOutput>, Error> {
        self.send(input).await
    }

    /// The patches that a baseline approves or rejects, with the date of the approval.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribeEffectivePatchesForPatchBaselineInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribeEffectivePatchesForPatchBaselineInput {
    ///     baseline_id: "pb-0123456789abcdef0".into(),
    ///     ..Default::default()
    /// };
    /// let output = client.describe_effective_patches_for_patch_baseline(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_effective_patches_for_patch_baseline(
        &self,
        input: DescribeEffectivePatchesForPatchBaselineInput,
    ) -> Result<Output<DescribeEffectivePatchesForPatchBaselineOutput>, Error> {
        self.send(input).await
    }

    /// All patches that baselines can approve.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribeAvailablePatchesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribeAvailablePatchesInput::default();
    /// let output = client.describe_available_patches(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_available_patches(
        &self,
        input: DescribeAvailablePatchesInput,
    ) -> Result<Output<DescribeAvailablePatchesOutput>, Error> {
        self.send(input).await
    }

    /// The products, families, classifications or severities of patches, for use in filters.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribePatchPropertiesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribePatchPropertiesInput {
    ///     operating_system: "WINDOWS".into(),
    ///     property: "PRODUCT".into(),
    ///     ..Default::default()
    /// };
    /// let output = client.describe_patch_properties(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_patch_properties(
        &self,
        input: DescribePatchPropertiesInput,
    ) -> Result<Output<DescribePatchPropertiesOutput>, Error> {
        self.send(input).await
    }

    /// The managed nodes of the region: names, platforms, agent versions.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribeInstanceInformationInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribeInstanceInformationInput::default();
    /// let output = client.describe_instance_information(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_instance_information(
        &self,
        input: DescribeInstanceInformationInput,
    ) -> Result<Output<DescribeInstanceInformationOutput>, Error> {
        self.send(input).await
    }

    /// The managed nodes of the region with what EC2 knows of them: names from tags, instance
    /// states and types. Unlike `DescribeInstanceInformation`, it includes stopped nodes. Ask for
    /// pages of 1,000: a paginator falls back to 50 if the service refuses that.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::DescribeInstancePropertiesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = DescribeInstancePropertiesInput::default();
    /// let output = client.describe_instance_properties(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn describe_instance_properties(
        &self,
        input: DescribeInstancePropertiesInput,
    ) -> Result<Output<DescribeInstancePropertiesOutput>, Error> {
        self.send(input).await
    }

    /// The compliance items of resources: what was checked, and whether it is compliant.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::ListComplianceItemsInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = ListComplianceItemsInput::default();
    /// let output = client.list_compliance_items(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_compliance_items(
        &self,
        input: ListComplianceItemsInput,
    ) -> Result<Output<ListComplianceItemsOutput>, Error> {
        self.send(input).await
    }

    /// How many resources are compliant and how many are not, for each compliance type.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::ListComplianceSummariesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = ListComplianceSummariesInput::default();
    /// let output = client.list_compliance_summaries(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_compliance_summaries(
        &self,
        input: ListComplianceSummariesInput,
    ) -> Result<Output<ListComplianceSummariesOutput>, Error> {
        self.send(input).await
    }

    /// How many items are compliant and how many are not, for each resource and compliance type.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::ListResourceComplianceSummariesInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = ListResourceComplianceSummariesInput::default();
    /// let output = client.list_resource_compliance_summaries(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_resource_compliance_summaries(
        &self,
        input: ListResourceComplianceSummariesInput,
    ) -> Result<Output<ListResourceComplianceSummariesOutput>, Error> {
        self.send(input).await
    }

    /// Where a node can download the snapshot of its patch baseline. Treat the URL in the output as
    /// a secret: it needs no credentials.
    ///
    /// # Errors
    /// As [`Self::send`].
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::GetDeployablePatchSnapshotForInstanceInput;
    ///
    /// # async fn call(client: &PatchClient) -> Result<(), Error> {
    /// let input = GetDeployablePatchSnapshotForInstanceInput {
    ///     instance_id: "i-0123456789abcdef0".into(),
    ///     snapshot_id: "4681775b-098f-4435-a956-0ef33373ac11".into(),
    ///     ..Default::default()
    /// };
    /// let output = client.get_deployable_patch_snapshot_for_instance(input).await?;
    /// println!("{:?}", output.value);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_deployable_patch_snapshot_for_instance(
        &self,
        input: GetDeployablePatchSnapshotForInstanceInput,
    ) -> Result<Output<GetDeployablePatchSnapshotForInstanceOutput>, Error> {
        self.send(input).await
    }
}
