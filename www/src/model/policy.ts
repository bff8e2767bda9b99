/** The IAM policy that a connection needs, as text to copy. */

/** Stands for a role that is not named yet. */
const ROLE_NAME = 'PatchReader';
const ANY_ROLE = `arn:aws:iam::444455556666:role/${ROLE_NAME}`;

interface Statement {
  Effect: 'Allow';
  Action: string | readonly string[];
  Resource: string | readonly string[];
}

/** @param roleArns the roles to assume; only those with a name */
export function policyOf(actions: readonly string[], roleArns: readonly string[] = []): string {
  const read: Statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  const statements = roleArns.length > 0 ? [read, assumeOf(roleArns)] : [read];
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

function assumeOf(roleArns: readonly string[]): Statement {
  const resources = [...new Set(roleArns.map(whole))];
  return { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: resources };
}

function whole(roleArn: string): string {
  if (roleArn === '') return ANY_ROLE;
  return roleArn.endsWith('/') ? roleArn + ROLE_NAME : roleArn;
}
