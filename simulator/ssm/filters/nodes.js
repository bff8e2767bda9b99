import { tagsOf } from '../../fleet/node.js';
import { declaredError } from '../declared-error.js';
import { SHAPES } from '../model.js';
import { validationError } from '../validation-error.js';

/** What nodes can be filtered by, by filter key. */
const KEYS = {
  InstanceIds: (node) => node.id,
  AgentVersion: (node) => node.agentVersion,
  PingStatus: (node) => node.pingStatus,
  PlatformTypes: (node) => node.platform.type,
  ActivationIds: (node) => node.activationId,
  IamRole: (node) => node.iamRole,
  ResourceType: (node) => (node.isHybrid ? 'ManagedInstance' : 'EC2Instance'),
  AssociationStatus: (node) => node.associationStatus,
  SourceIds: (node) => node.id,
  SourceTypes: (node) => (node.isHybrid ? 'AWS::SSM::ManagedInstance' : 'AWS::EC2::Instance'),
};
/** The only values that some keys take. */
const ENUMERATIONS = {
  PingStatus: SHAPES.PingStatus.enum,
  PlatformTypes: SHAPES.PlatformType.enum,
  ResourceType: [
    ...SHAPES.ResourceType.enum,
    'AWS::EC2::Instance',
    'AWS::SSM::ManagedInstance',
  ],
};
const INSTANCE_ID = new RegExp(SHAPES.InstanceId.pattern, 'u');
const TAG_KEY = 'tag-key';
const TAG = 'tag:';

/**
 * The test for the two filter lists of DescribeInstanceInformation. The values of one filter are
 * alternatives; all filters must hold.
 * @param {{ Filters?: { Key: string, Values: string[] }[],
 *   InstanceInformationFilterList?: { key: string, valueSet: string[] }[] }} input
 * @returns {(node: import('../../fleet/node.js').Node) => boolean}
 * @throws {import('../../service-error.js').ServiceError} InvalidFilterKey, InvalidInstanceId,
 *   InvalidInstanceInformationFilterValue, or ValidationException if both lists are given
 */
export function nodeTest({ Filters = [], InstanceInformationFilterList = [] }) {
  if (Filters.length > 0 && InstanceInformationFilterList.length > 0) {
    throw validationError(
      'Filters and InstanceInformationFilterList cannot be used in the same request.',
    );
  }
  const tests = [
    ...Filters.map(({ Key, Values }) => testOf(Key, Values)),
    ...InstanceInformationFilterList.map(({ key, valueSet }) => testOf(key, valueSet)),
  ];
  return (node) => tests.every((test) => test(node));
}

function testOf(key, values) {
  if (key === TAG_KEY) return (node) => values.some((name) => Object.hasOwn(tagsOf(node), name));
  if (key.startsWith(TAG)) return (node) => values.includes(tagsOf(node)[key.slice(TAG.length)]);
  if (!Object.hasOwn(KEYS, key)) {
    throw declaredError('InvalidFilterKey', "The specified filter key isn't valid.");
  }
  const known = ENUMERATIONS[key];
  if (known !== undefined && !values.every((value) => known.includes(value))) {
    throw declaredError(
      'InvalidInstanceInformationFilterValue',
      "The specified filter value isn't valid.",
    );
  }
  if (key === 'InstanceIds') values.forEach(checkInstanceId);
  return (node) => values.includes(KEYS[key](node));
}

function checkInstanceId(id) {
  if (!INSTANCE_ID.test(id)) throw declaredError('InvalidInstanceId', `${id} isn't a node id.`);
}
