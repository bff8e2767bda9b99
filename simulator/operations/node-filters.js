import { tagsOf } from '../fleet/node.js';
import { modeledError, ServiceError } from '../service-error.js';

/** What a node can be filtered by, by filter key. */
const FILTERED = {
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
const CLOSED_SETS = {
  PingStatus: ['Online', 'ConnectionLost', 'Inactive'],
  PlatformTypes: ['Windows', 'Linux', 'MacOS'],
  ResourceType: [
    'EC2Instance',
    'ManagedInstance',
    'AWS::EC2::Instance',
    'AWS::SSM::ManagedInstance',
  ],
};
const TAG_KEY = 'tag-key';
const TAG = 'tag:';

/**
 * The test that the two filter lists of DescribeInstanceInformation ask for: values of one filter
 * are alternatives, filters must all hold.
 * @param {{ Filters?: { Key: string, Values: string[] }[],
 *   InstanceInformationFilterList?: { key: string, valueSet: string[] }[] }} input
 * @returns {(node: import('../fleet/node.js').Node) => boolean}
 */
export function nodeTest({ Filters = [], InstanceInformationFilterList = [] }) {
  if (Filters.length > 0 && InstanceInformationFilterList.length > 0) throw bothLists();
  const tests = [
    ...Filters.map(({ Key, Values }) => testOf(Key, Values)),
    ...InstanceInformationFilterList.map(({ key, valueSet }) => testOf(key, valueSet)),
  ];
  return (node) => tests.every((test) => test(node));
}

function testOf(key, values) {
  if (key === TAG_KEY) return (node) => values.some((name) => Object.hasOwn(tagsOf(node), name));
  if (key.startsWith(TAG)) return (node) => values.includes(tagsOf(node)[key.slice(TAG.length)]);
  if (!Object.hasOwn(FILTERED, key)) {
    throw modeledError('InvalidFilterKey', "The specified filter key isn't valid.");
  }
  refuseForeignValues(key, values);
  return (node) => values.includes(FILTERED[key](node));
}

function refuseForeignValues(key, values) {
  const known = CLOSED_SETS[key];
  if (known !== undefined && !values.every((value) => known.includes(value))) {
    throw new ServiceError(
      'InvalidInstanceInformationFilterValue',
      "The specified filter value isn't valid.",
    );
  }
}

function bothLists() {
  return new ServiceError(
    'ValidationException',
    'Filters and InstanceInformationFilterList cannot be used in the same request.',
  );
}
