import { filters, NextToken, NODE_ID } from './example.js';

/** @type {import('./example.js').Example} */
export const DescribeInstanceInformation = {
  input: {
    InstanceInformationFilterList: [{ key: 'InstanceIds', valueSet: [NODE_ID] }],
    Filters: [{ Key: 'tag:Name', Values: ['web'] }],
    MaxResults: 50,
    NextToken,
  },
  action: 'list managed nodes',
  simulated: () => ({
    inputs: [{}, { MaxResults: 50 }],
    pageSize: 25,
    filters: [
      filters(['PlatformTypes', ['Windows']]),
      filters(['tag:Environment', ['prod', 'dev']], ['ResourceType', ['ManagedInstance']]),
      { InstanceInformationFilterList: [{ key: 'PingStatus', valueSet: ['ConnectionLost'] }] },
    ],
    errors: [
      [filters(['Colour', ['red']]), 'InvalidFilterKey'],
      [filters(['PingStatus', ['Asleep']]), 'InvalidInstanceInformationFilterValue'],
      [filters(['InstanceIds', ['web-1']]), 'InvalidInstanceId'],
    ],
  }),
};

/** @type {import('./example.js').Example} */
export const DescribeInstanceProperties = {
  input: {
    InstancePropertyFilterList: [{ key: 'InstanceIds', valueSet: [NODE_ID] }],
    FiltersWithOperator: [{ Key: 'tag:Name', Values: ['web'], Operator: 'BeginWith' }],
    MaxResults: 1000,
    NextToken,
  },
  action: 'list properties of managed nodes',
  simulated: () => {
    const compare = (Key, Operator, ...Values) => ({
      FiltersWithOperator: [{ Key, Values, Operator }],
    });
    const older = (key, ...valueSet) => ({ InstancePropertyFilterList: [{ key, valueSet }] });
    return {
      inputs: [{}, { MaxResults: 1000 }],
      pageSize: 25,
      filters: [
        older('PingStatus', 'ConnectionLost', 'Inactive'),
        compare('PlatformTypes', 'Equal', 'Windows'),
        compare('tag:Environment', 'NotEqual', 'prod'),
        compare('InstanceIds', 'BeginWith', 'mi-'),
        compare('AgentVersion', 'LessThan', '3.3.2299.0'),
        compare('AgentVersion', 'GreaterThan', '3.3.987.0'),
      ],
      errors: [
        [compare('Colour', 'Equal', 'red'), 'InvalidFilterKey'],
        [compare('InstanceIds', 'Equal', 'web-1'), 'InvalidInstanceId'],
        [older('ActivationIds', 'activation'), 'InvalidActivationId'],
        [older('DocumentName', 'Own-Document'), 'InvalidDocument'],
        [older('PingStatus', 'Asleep'), 'InvalidInstancePropertyFilterValue'],
      ],
    };
  },
};
