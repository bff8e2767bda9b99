/**
 * What the agent of a node reports: members that `InstanceInformation` and `InstanceProperty` share.
 * @param {import('../../fleet/node.js').Node} node
 */
export function agentOutput(node) {
  return {
    InstanceId: node.id,
    PingStatus: node.pingStatus,
    LastPingDateTime: node.lastPingAt,
    AgentVersion: node.agentVersion,
    PlatformType: node.platform.type,
    PlatformName: node.platform.name,
    PlatformVersion: node.platform.version,
    ActivationId: node.activationId,
    IamRole: node.iamRole,
    RegistrationDate: node.isHybrid ? node.registeredAt : undefined,
    ResourceType: node.isHybrid ? 'ManagedInstance' : 'EC2Instance',
    ComputerName: node.computerName,
    ...associationOutput(node),
    SourceId: node.id,
    SourceType: node.isHybrid ? 'AWS::SSM::ManagedInstance' : 'AWS::EC2::Instance',
  };
}

function associationOutput(node) {
  if (node.documentName === undefined) return {};
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
