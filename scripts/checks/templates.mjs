/** What cfn-lint says of the template for CloudFormation. */
import { run } from '../process.mjs';
import { CFN_LINT, cfnLint } from '../python.mjs';

const TEMPLATE = 'worker/member-role.yaml';

/**
 * @param {string} [file]
 * @returns {Promise<string[]>} `file:line:column: message` of each problem, or how to get cfn-lint
 */
export async function templateProblems(file = TEMPLATE) {
  try {
    await cfnLint();
  } catch (error) {
    return [`cfn-lint is not installed, and cannot be: ${error.message}`];
  }
  const { failed, stdout, message } = await run(CFN_LINT, ['--format', 'parseable', file], {
    output: 'keep',
  });
  if (!failed) return [];
  const problems = stdout.split('\n').filter(Boolean);
  return problems.length > 0 ? problems : [message];
}
