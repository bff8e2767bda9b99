import { isLatestAgent } from '../../fleet/node.js';

/**
 * A node as `InstanceInformation`.
 * @param {import('../../fleet/node.js').Node} node
 */
export function nodeOutput(node) {
  return {
    InstanceId: node.id,
    PingStatus: node.pingStatus,
    LastPingDateTime: node.lastPingAt,
    AgentVersion: node.agentVersion,
    IsLatestVersion: isLatestAgent(node),
    PlatformType: node.platform.type,
    PlatformName: node.platform.name,
    PlatformVersion: node.platform.version,
    ...(node.isHybrid ? registration(node) : {}),
    ResourceType: node.isHybrid ? 'ManagedInstance' : 'EC2Instance',
    IPAddress: node.ipAddress,
    ComputerName: node.computerName,
    ...association(node),
    SourceId: node.id,
    SourceType: node.isHybrid ? 'AWS::SSM::ManagedInstance' : 'AWS::EC2::Instance',
  };
}

/** Only nodes outside EC2 are registered by an activation and have a name here. */
function registration(node) {
  return {
    ActivationId: node.activationId,
    IamRole: node.iamRole,
    RegistrationDate: node.registeredAt,
    Name: node.name,
  };
}

function association(node) {
  if (!node.isScanned) return {};
  const executedAt = Math.floor(node.scannedAt);
  const hasSucceeded = node.associationStatus === 'Success';
  return {
    AssociationStatus: node.associationStatus,
    LastAssociationExecutionDate: executedAt,
    LastSuccessfulAssociationExecutionDate: hasSucceeded ? executedAt : undefined,
    AssociationOverview: {
      DetailedStatus: node.associationStatus,
      InstanceAssociationStatusAggregatedCount: { [node.associationStatus]: 1 },
    },
  };
}
