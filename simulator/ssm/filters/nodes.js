import { tagsOf } from '../../fleet/tags.js';
import { declaredError } from '../declared-error.js';
import { SHAPES } from '../model.js';

/**
 * A filter of either list of an operation.
 * @typedef {{ key: string, values: string[], operator?: keyof typeof COMPARISONS | 'NotEqual' }}
 *   NodeFilter
 *
 * The filter keys that an operation takes in addition to those of all, and the codes of its errors
 * for an invalid value: by filter key, and `other` for all other keys.
 * @typedef {object} FilterRules
 * @property {Record<string, (node: import('../../fleet/node.js').Node) => string | undefined>} [keys]
 * @property {Record<string, string> & { other: string }} errors
 */

/** What every operation can filter nodes by, by filter key. */
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
const TAG_KEY = 'tag-key';
const TAG = 'tag:';

/** The values that some keys require. */
const VALID_VALUES = {
  InstanceIds: oneLike(SHAPES.InstanceId.pattern),
  ActivationIds: oneLike(SHAPES.ActivationId.pattern),
  DocumentName: oneOf('AWS-RunPatchBaseline', 'AWS-RunPatchBaselineAssociation'),
  PingStatus: oneOf(...SHAPES.PingStatus.enum),
  PlatformTypes: oneOf(...SHAPES.PlatformType.enum),
  ResourceType: oneOf(
    ...SHAPES.ResourceType.enum,
    'AWS::EC2::Instance',
    'AWS::SSM::ManagedInstance',
  ),
};

const COMPARISONS = {
  Equal: (text, value) => text === value,
  BeginWith: (text, value) => text.startsWith(value),
  LessThan: (text, value) => order(text, value) < 0,
  GreaterThan: (text, value) => order(text, value) > 0,
};

/**
 * The test for a list of filters. The values of one filter are alternatives; all filters must hold.
 * A filter never holds for a node without the property.
 * @param {NodeFilter[]} filters
 * @param {FilterRules} rules
 * @returns {(node: import('../../fleet/node.js').Node) => boolean}
 * @throws {import('../../service-error.js').ServiceError} InvalidFilterKey, or an error of the rules
 */
export function nodeTest(filters, { keys = {}, errors }) {
  const known = { ...KEYS, ...keys };
  const tests = filters.map(({ key, values, operator = 'Equal' }) => {
    const textsOf = textsBy(key, known);
    if (operator === 'Equal' || operator === 'NotEqual') checkValues(key, values, errors);
    return testOf(textsOf, values, operator);
  });
  return (node) => tests.every((test) => test(node));
}

function textsBy(key, known) {
  if (key === TAG_KEY) return (node) => Object.keys(tagsOf(node));
  const textOf = key.startsWith(TAG)
    ? (node) => tagsOf(node)[key.slice(TAG.length)]
    : Object.hasOwn(known, key) && known[key];
  if (!textOf) throw declaredError('InvalidFilterKey', "The specified filter key isn't valid.");
  return (node) => [textOf(node)].filter((text) => text !== undefined);
}

function checkValues(key, values, errors) {
  const isValid = VALID_VALUES[key];
  if (isValid === undefined || values.every(isValid)) return;
  throw declaredError(errors[key] ?? errors.other, "The specified filter value isn't valid.");
}

function testOf(textsOf, values, operator) {
  if (operator === 'NotEqual') {
    return (node) => {
      const texts = textsOf(node);
      return texts.length > 0 && !texts.some((text) => values.includes(text));
    };
  }
  const compare = COMPARISONS[operator];
  return (node) => textsOf(node).some((text) => values.some((value) => compare(text, value)));
}

/** Versions are compared number by number, everything else as text. */
function order(left, right) {
  const [ours, theirs] = [left, right].map((text) =>
    /^\d+(\.\d+)+$/.test(text) ? text.split('.').map((part) => part.padStart(8, '0')).join('.') : text,
  );
  if (ours === theirs) return 0;
  return ours < theirs ? -1 : 1;
}

function oneLike(pattern) {
  const expression = new RegExp(pattern, 'u');
  return (value) => expression.test(value);
}

function oneOf(...values) {
  return (value) => values.includes(value);
}
