import { Sha256 } from '@aws-crypto/sha256-js';
import { declaredError } from '../declared-error.js';
import { validationError } from '../validation-error.js';

const VALID_SECONDS = 86_400;

/**
 * Where a node finds the patches that it is to install. The URL does not lead anywhere.
 * @type {import('../operation.js').ReadOperation}
 */
export const getDeployablePatchSnapshotForInstance = {
  read({ input, accessKeyId }, { fleet, region, now }) {
    const { InstanceId, SnapshotId, BaselineOverride, UseS3DualStackEndpoint = false } = input;
    const node = fleet.find(InstanceId);
    // The model declares no error for an unknown node.
    if (node === undefined) throw validationError(`Instance ${InstanceId} isn't managed.`);
    if (BaselineOverride !== undefined) checkOverride(BaselineOverride, node);
    const host = bucketHost(region, UseS3DualStackEndpoint);
    const folder = sha256Hex(fleet.baselineOf(node).id);
    const path = `/${folder}/${node.platform.operatingSystem}-${SnapshotId}`;
    return {
      InstanceId,
      SnapshotId,
      SnapshotDownloadUrl: presigned(`https://${host}${path}`, { accessKeyId, region, now: now() }),
      Product: node.platform.product,
    };
  },
};

function checkOverride({ OperatingSystem, ApprovalRules }, { platform, isHybrid }) {
  if (OperatingSystem !== undefined && OperatingSystem !== platform.operatingSystem) {
    throw declaredError(
      'UnsupportedOperatingSystem',
      `The baseline override is for ${OperatingSystem}, the node runs ${platform.operatingSystem}.`,
    );
  }
  if (isHybrid && includesApplications(ApprovalRules)) {
    throw declaredError(
      'UnsupportedFeatureRequiredException',
      'Patching for applications released by Microsoft is only available on EC2 instances and ' +
        'advanced instances.',
    );
  }
}

function includesApplications({ PatchRules = [] } = {}) {
  return PatchRules.some(({ PatchFilterGroup }) =>
    PatchFilterGroup.PatchFilters.some(
      ({ Key, Values }) => Key === 'PATCH_SET' && Values.includes('APPLICATION'),
    ),
  );
}

function bucketHost(region, isDualStack) {
  const s3 = isDualStack ? `s3.dualstack.${region}` : `s3.${region}`;
  return `patch-baseline-snapshot-${region}.${s3}.amazonaws.com`;
}

function presigned(address, { accessKeyId, region, now }) {
  const date = `${new Date(now).toISOString().slice(0, 19).replaceAll(/[:-]/g, '')}Z`;
  const url = new URL(address);
  url.search = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': String(VALID_SECONDS),
    'X-Amz-Credential': `${accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Signature': sha256Hex(`${address}?${date}`),
  }).toString();
  return url.href;
}

function sha256Hex(text) {
  const hash = new Sha256();
  hash.update(text);
  return Array.from(hash.digestSync(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
