/** The account in the answer to `sts:GetCallerIdentity`, which is XML or, if one asks for it, JSON. */
export function accountIn(answer: string): string | undefined {
  return /(?:<Account>|"Account"\s*:\s*")(\d{12})(?:<\/Account>|")/.exec(answer)?.[1];
}
