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
