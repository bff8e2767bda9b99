import { isLatestAgent } from '../fleet/node.js';
import { nodeTest } from './node-filters.js';

/** The managed nodes, never scanned ones included. */
export const describeInstanceInformation = {
  input: 'DescribeInstanceInformationRequest',

  answer(call, { fleet, time, pageOf }) {
    const matches = nodeTest(call.input);
    const page = pageOf(call, (start) => matching(fleet.nodes(start), matches), {
      defaultSize: 10,
    });
    return {
      InstanceInformationList: page.items.map((node) => wireInformation(node, time)),
      NextToken: page.nextToken,
    };
  },
};

function* matching(nodes, matches) {
  for (const entry of nodes) {
    if (matches(entry[1])) yield entry;
  }
}

function wireInformation(node, time) {
  return {
    InstanceId: node.id,
    PingStatus: node.pingStatus,
    LastPingDateTime: time(node.lastPingAt, node.spelling),
    AgentVersion: node.agentVersion,
    IsLatestVersion: isLatestAgent(node),
    PlatformType: node.platform.type,
    PlatformName: node.platform.name,
    PlatformVersion: node.platform.version,
    ...(node.isHybrid ? registration(node, time) : {}),
    ResourceType: node.isHybrid ? 'ManagedInstance' : 'EC2Instance',
    IPAddress: node.ipAddress,
    ComputerName: node.computerName,
    ...association(node, time),
    SourceId: node.id,
    SourceType: node.isHybrid ? 'AWS::SSM::ManagedInstance' : 'AWS::EC2::Instance',
  };
}

/** Only nodes outside EC2 are registered by an activation and have a name of their own. */
function registration(node, time) {
  return {
    ActivationId: node.activationId,
    IamRole: node.iamRole,
    RegistrationDate: time(node.registeredAt, node.spelling),
    Name: node.name,
  };
}

function association(node, time) {
  if (!node.isScanned) return {};
  const executedAt = time(Math.floor(node.scannedAt), node.spelling);
  const succeeded = node.associationStatus === 'Success';
  return {
    AssociationStatus: node.associationStatus,
    LastAssociationExecutionDate: executedAt,
    LastSuccessfulAssociationExecutionDate: succeeded ? executedAt : undefined,
    AssociationOverview: {
      DetailedStatus: node.associationStatus,
      InstanceAssociationStatusAggregatedCount: { [node.associationStatus]: 1 },
    },
  };
}
