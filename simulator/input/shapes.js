/**
 * The inputs of the operations, from the service's model (API version 2014-11-06, as published in
 * botocore, Apache-2.0); a test compares them with it. `min` and `max` bound a text's characters, a
 * list's items or a number.
 *
 * @typedef {object} Shape
 * @property {'structure' | 'list' | 'string' | 'integer' | 'boolean'} type
 * @property {Record<string, string>} [members] shape names by member name
 * @property {string[]} [required]
 * @property {string} [member] the shape name of a list's items
 * @property {number} [min]
 * @property {number} [max]
 * @property {string} [pattern]
 * @property {string[]} [enum]
 * @property {boolean} [sensitive] never printed
 */
import { REQUESTS } from './requests.js';
import { VALUES } from './values.js';

/** @type {Record<string, Shape>} */
const PARTS = {
  InstanceIdList: { type: 'list', member: 'InstanceId', min: 0, max: 50 },
  InstancePatchStateFilterList: {
    type: 'list',
    member: 'InstancePatchStateFilter',
    min: 0,
    max: 4,
  },
  InstancePatchStateFilter: {
    type: 'structure',
    required: ['Key', 'Values', 'Type'],
    members: {
      Key: 'InstancePatchStateFilterKey',
      Values: 'InstancePatchStateFilterValues',
      Type: 'InstancePatchStateOperatorType',
    },
  },
  InstancePatchStateFilterValues: {
    type: 'list',
    member: 'InstancePatchStateFilterValue',
    min: 1,
    max: 1,
  },
  PatchOrchestratorFilterList: { type: 'list', member: 'PatchOrchestratorFilter', min: 0, max: 5 },
  PatchOrchestratorFilter: {
    type: 'structure',
    members: {
      Key: 'PatchOrchestratorFilterKey',
      Values: 'PatchOrchestratorFilterValues',
    },
  },
  PatchOrchestratorFilterValues: { type: 'list', member: 'PatchOrchestratorFilterValue' },
  InstanceInformationFilterList: { type: 'list', member: 'InstanceInformationFilter', min: 0 },
  InstanceInformationFilter: {
    type: 'structure',
    required: ['key', 'valueSet'],
    members: {
      key: 'InstanceInformationFilterKey',
      valueSet: 'InstanceInformationFilterValueSet',
    },
  },
  InstanceInformationFilterValueSet: {
    type: 'list',
    member: 'InstanceInformationFilterValue',
    min: 1,
    max: 100,
  },
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
  ComplianceStringFilterList: { type: 'list', member: 'ComplianceStringFilter' },
  ComplianceStringFilter: {
    type: 'structure',
    members: {
      Key: 'ComplianceStringFilterKey',
      Values: 'ComplianceStringFilterValueList',
      Type: 'ComplianceQueryOperatorType',
    },
  },
  ComplianceStringFilterValueList: {
    type: 'list',
    member: 'ComplianceFilterValue',
    min: 1,
    max: 20,
  },
  ComplianceResourceIdList: { type: 'list', member: 'ComplianceResourceId', min: 1 },
  ComplianceResourceTypeList: { type: 'list', member: 'ComplianceResourceType', min: 1 },
  BaselineOverride: {
    type: 'structure',
    members: {
      OperatingSystem: 'OperatingSystem',
      GlobalFilters: 'PatchFilterGroup',
      ApprovalRules: 'PatchRuleGroup',
      ApprovedPatches: 'PatchIdList',
      ApprovedPatchesComplianceLevel: 'PatchComplianceLevel',
      RejectedPatches: 'PatchIdList',
      RejectedPatchesAction: 'PatchAction',
      ApprovedPatchesEnableNonSecurity: 'Boolean',
      Sources: 'PatchSourceList',
      AvailableSecurityUpdatesComplianceStatus: 'PatchComplianceStatus',
    },
  },
  PatchFilterGroup: {
    type: 'structure',
    required: ['PatchFilters'],
    members: {
      PatchFilters: 'PatchFilterList',
    },
  },
  PatchFilterList: { type: 'list', member: 'PatchFilter', min: 0, max: 4 },
  PatchFilter: {
    type: 'structure',
    required: ['Key', 'Values'],
    members: {
      Key: 'PatchFilterKey',
      Values: 'PatchFilterValueList',
    },
  },
  PatchFilterValueList: { type: 'list', member: 'PatchFilterValue', min: 1, max: 20 },
  PatchRuleGroup: {
    type: 'structure',
    required: ['PatchRules'],
    members: {
      PatchRules: 'PatchRuleList',
    },
  },
  PatchRuleList: { type: 'list', member: 'PatchRule', min: 0, max: 10 },
  PatchRule: {
    type: 'structure',
    required: ['PatchFilterGroup'],
    members: {
      PatchFilterGroup: 'PatchFilterGroup',
      ComplianceLevel: 'PatchComplianceLevel',
      ApproveAfterDays: 'ApproveAfterDays',
      ApproveUntilDate: 'PatchStringDateTime',
      EnableNonSecurity: 'Boolean',
    },
  },
  PatchIdList: { type: 'list', member: 'PatchId', min: 0, max: 50 },
  PatchSourceList: { type: 'list', member: 'PatchSource', min: 0, max: 20 },
  PatchSource: {
    type: 'structure',
    required: ['Name', 'Products', 'Configuration'],
    members: {
      Name: 'PatchSourceName',
      Products: 'PatchSourceProductList',
      Configuration: 'PatchSourceConfiguration',
    },
  },
  PatchSourceProductList: { type: 'list', member: 'PatchSourceProduct', min: 1, max: 20 },
};

/** All shapes by name. @type {Record<string, Shape>} */
export const SHAPES = { ...REQUESTS, ...PARTS, ...VALUES };
