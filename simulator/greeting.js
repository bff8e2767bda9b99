import { SAMPLE_CREDENTIALS } from './credentials.js';

/**
 * What the command prints when it is ready.
 * @param {{ url: string, simulator: ReturnType<typeof import('./simulator.js').createSimulator> }}
 *   running
 */
export function greeting({ url, simulator }) {
  const [keys, temporary] = SAMPLE_CREDENTIALS;
  const { fleet, region, scopes } = simulator;
  const isSole = scopes[0].account === undefined;
  return `SSM simulator with ${isSole ? sizeOf(fleet) : `${scopes.length} scopes`}

  endpoint           ${url}
${isSole ? `  region             ${region}` : scopes.map(scopeLine).join('\n')}
  access key id      ${keys.accessKeyId}
  secret access key  ${keys.secretAccessKey}

or, as a role session:

  access key id      ${temporary.accessKeyId}
  secret access key  ${temporary.secretAccessKey}
  session token      ${temporary.sessionToken}

Try:

  export AWS_ACCESS_KEY_ID=${keys.accessKeyId} AWS_SECRET_ACCESS_KEY=${keys.secretAccessKey}
  ${isSole ? listCommand(url, region) : roleCommand(url, scopes[0])}

Ctrl+C ends it.`;
}

function sizeOf({ size, seed, day }) {
  return `${size} nodes (seed ${seed}${day > 0 ? `, day ${day}` : ''})`;
}

function scopeLine({ account, region, fleet, role }) {
  return `  scope              ${account} ${region}, ${sizeOf(fleet)}, ${role}`;
}

function listCommand(url, region) {
  return `aws ssm describe-instance-information --endpoint-url ${url} --region ${region}`;
}

/** The keys belong to none of the accounts; the roles trust them. */
function roleCommand(url, { role, region }) {
  return (
    `aws sts assume-role --role-arn ${role} --role-session-name try ` +
    `--endpoint-url ${url} --region ${region}`
  );
}
