/**
 * The inputs of the operations, from the service's model (API version 2014-11-06, as published in
 * botocore, Apache-2.0). `min` and `max` bound a text's characters, a list's items or a number.
 *
 * @typedef {object} Shape
 * @property {'structure' | 'list' | 'string' | 'integer'} type
 * @property {Record<string, string>} [members] shape names by member name
 * @property {string[]} [required]
 * @property {string} [member] the shape name of a list's items
 * @property {number} [min]
 * @property {number} [max]
 * @property {string} [pattern]
 * @property {string[]} [enum]
 */

/** @type {Record<string, Shape>} */
export const SHAPES = {
  DescribeInstancePatchStatesRequest: {
    type: 'structure',
    required: ['InstanceIds'],
    members: {
      InstanceIds: 'InstanceIdList',
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
  DescribeInstanceInformationRequest: {
    type: 'structure',
    members: {
      InstanceInformationFilterList: 'InstanceInformationFilterList',
      Filters: 'InstanceInformationStringFilterList',
      MaxResults: 'MaxResultsEC2Compatible',
      NextToken: 'NextToken',
    },
  },

  InstanceId: { type: 'string', pattern: '(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)' },
  InstanceIdList: { type: 'list', member: 'InstanceId', min: 0, max: 50 },
  NextToken: { type: 'string' },
  PatchComplianceMaxResults: { type: 'integer', min: 10, max: 100 },
  MaxResultsEC2Compatible: { type: 'integer', min: 5, max: 50 },

  PatchOrchestratorFilterList: {
    type: 'list',
    member: 'PatchOrchestratorFilter',
    min: 0,
    max: 5,
  },
  PatchOrchestratorFilter: {
    type: 'structure',
    members: { Key: 'PatchOrchestratorFilterKey', Values: 'PatchOrchestratorFilterValues' },
  },
  PatchOrchestratorFilterKey: { type: 'string', min: 1, max: 128 },
  PatchOrchestratorFilterValues: { type: 'list', member: 'PatchOrchestratorFilterValue' },
  PatchOrchestratorFilterValue: { type: 'string', min: 1, max: 256 },

  InstanceInformationFilterList: { type: 'list', member: 'InstanceInformationFilter', min: 0 },
  InstanceInformationFilter: {
    type: 'structure',
    required: ['key', 'valueSet'],
    members: { key: 'InstanceInformationFilterKey', valueSet: 'InstanceInformationFilterValueSet' },
  },
  InstanceInformationFilterKey: {
    type: 'string',
    enum: [
      'InstanceIds',
      'AgentVersion',
      'PingStatus',
      'PlatformTypes',
      'ActivationIds',
      'IamRole',
      'ResourceType',
      'AssociationStatus',
    ],
  },
  InstanceInformationFilterValueSet: {
    type: 'list',
    member: 'InstanceInformationFilterValue',
    min: 1,
    max: 100,
  },
  InstanceInformationFilterValue: { type: 'string', min: 1 },
  InstanceInformationStringFilterList: {
    type: 'list',
    member: 'InstanceInformationStringFilter',
    min: 0,
  },
  InstanceInformationStringFilter: {
    type: 'structure',
    required: ['Key', 'Values'],
    members: {
      Key: 'InstanceInformationStringFilterKey',
      Values: 'InstanceInformationFilterValueSet',
    },
  },
  InstanceInformationStringFilterKey: { type: 'string', min: 1 },
};
