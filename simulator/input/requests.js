/**
 * What each operation takes.
 * @type {Record<string, import('./shapes.js').Shape>}
 */
export const REQUESTS = {
  DescribeInstancePatchStatesRequest: {
    type: 'structure',
    required: ['InstanceIds'],
    members: {
      InstanceIds: 'InstanceIdList',
      NextToken: 'NextToken',
      MaxResults: 'PatchComplianceMaxResults',
    },
  },
  DescribeInstancePatchStatesForPatchGroupRequest: {
    type: 'structure',
    required: ['PatchGroup'],
    members: {
      PatchGroup: 'PatchGroup',
      Filters: 'InstancePatchStateFilterList',
      NextToken: 'NextToken',
      MaxResults: 'PatchComplianceMaxResults',
    },
  },
  DescribeInstancePatchesRequest: {
    type: 'structure',
    required: ['InstanceId'],
    members: {
      InstanceId: 'InstanceId',
      Filters: 'PatchOrchestratorFilterList',
      NextToken: 'NextToken',
      MaxResults: 'PatchComplianceMaxResults',
    },
  },
  DescribePatchGroupsRequest: {
    type: 'structure',
    members: {
      MaxResults: 'PatchBaselineMaxResults',
      Filters: 'PatchOrchestratorFilterList',
      NextToken: 'NextToken',
    },
  },
  DescribePatchGroupStateRequest: {
    type: 'structure',
    required: ['PatchGroup'],
    members: {
      PatchGroup: 'PatchGroup',
    },
  },
  DescribePatchBaselinesRequest: {
    type: 'structure',
    members: {
      Filters: 'PatchOrchestratorFilterList',
      MaxResults: 'PatchBaselineMaxResults',
      NextToken: 'NextToken',
    },
  },
  GetPatchBaselineRequest: {
    type: 'structure',
    required: ['BaselineId'],
    members: {
      BaselineId: 'BaselineId',
    },
  },
  GetDefaultPatchBaselineRequest: {
    type: 'structure',
    members: {
      OperatingSystem: 'OperatingSystem',
    },
  },
  GetPatchBaselineForPatchGroupRequest: {
    type: 'structure',
    required: ['PatchGroup'],
    members: {
      PatchGroup: 'PatchGroup',
      OperatingSystem: 'OperatingSystem',
    },
  },
  DescribeEffectivePatchesForPatchBaselineRequest: {
    type: 'structure',
    required: ['BaselineId'],
    members: {
      BaselineId: 'BaselineId',
      MaxResults: 'PatchBaselineMaxResults',
      NextToken: 'NextToken',
    },
  },
  DescribeAvailablePatchesRequest: {
    type: 'structure',
    members: {
      Filters: 'PatchOrchestratorFilterList',
      MaxResults: 'PatchBaselineMaxResults',
      NextToken: 'NextToken',
    },
  },
  DescribePatchPropertiesRequest: {
    type: 'structure',
    required: ['OperatingSystem', 'Property'],
    members: {
      OperatingSystem: 'OperatingSystem',
      Property: 'PatchProperty',
      PatchSet: 'PatchSet',
      MaxResults: 'MaxResults',
      NextToken: 'NextToken',
    },
  },
  DescribeInstanceInformationRequest: {
    type: 'structure',
    members: {
      InstanceInformationFilterList: 'InstanceInformationFilterList',
      Filters: 'InstanceInformationStringFilterList',
      MaxResults: 'MaxResultsEC2Compatible',
      NextToken: 'NextToken',
    },
  },
  ListComplianceItemsRequest: {
    type: 'structure',
    members: {
      Filters: 'ComplianceStringFilterList',
      ResourceIds: 'ComplianceResourceIdList',
      ResourceTypes: 'ComplianceResourceTypeList',
      NextToken: 'NextToken',
      MaxResults: 'MaxResults',
    },
  },
  ListComplianceSummariesRequest: {
    type: 'structure',
    members: {
      Filters: 'ComplianceStringFilterList',
      NextToken: 'NextToken',
      MaxResults: 'MaxResults',
    },
  },
  ListResourceComplianceSummariesRequest: {
    type: 'structure',
    members: {
      Filters: 'ComplianceStringFilterList',
      NextToken: 'NextToken',
      MaxResults: 'MaxResults',
    },
  },
  GetDeployablePatchSnapshotForInstanceRequest: {
    type: 'structure',
    required: ['InstanceId', 'SnapshotId'],
    members: {
      InstanceId: 'InstanceId',
      SnapshotId: 'SnapshotId',
      BaselineOverride: 'BaselineOverride',
      UseS3DualStackEndpoint: 'Boolean',
    },
  },
};
