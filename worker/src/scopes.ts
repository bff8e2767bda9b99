/** An account and Region of the configuration. */
export interface ConfiguredScope {
  account: string;
  region: string;
  roleArn: string;
}

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const ROLE = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * The scopes in the text of the variable SCOPES.
 *
 * @throws for a text that is not such a list, with the scope that is wrong
 */
export function scopesOf(text: string): ConfiguredScope[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('SCOPES: expected a JSON list');
  return list.map(scopeOf);
}

function scopeOf(given: Partial<ConfiguredScope> | null, at: number): ConfiguredScope {
  const { account, region, roleArn } = given ?? {};
  const members = { account, region, roleArn };
  const patterns = { account: ACCOUNT, region: REGION, roleArn: ROLE };
  for (const [name, pattern] of Object.entries(patterns)) {
    const value = members[name as keyof typeof members];
    if (typeof value === 'string' && pattern.test(value)) continue;
    throw new Error(`SCOPES[${at}].${name}: not valid, but is ${JSON.stringify(value)}`);
  }
  return members as ConfiguredScope;
}
