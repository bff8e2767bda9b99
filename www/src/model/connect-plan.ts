/** What the form asks to connect to, checked before anything is sent. */
import { regionsIn } from './regions';
import { scopeId } from './scope';

/** A role as it is typed. */
export interface RoleInput {
  roleArn: string;
  externalId: string;
  regions: string;
}

export interface ConnectInput {
  /** Of the account of the keys. */
  regions: string;
  endpoint: string;
  roles: readonly RoleInput[];
}

/** A role to assume in another account. */
export interface RolePlan {
  roleArn: string;
  externalId: string | undefined;
  account: string;
  regions: string[];
}

export interface ConnectPlan {
  /** Of the account of the keys; empty if they are only for assuming roles. */
  regions: string[];
  /** `undefined` for AWS's own endpoints. */
  endpoint: string | undefined;
  roles: RolePlan[];
}

export interface FieldProblem {
  /** The name of the field in the form. */
  field: string;
  /** Names the field and its value. */
  message: string;
}

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;
const ROLE_ARN = /^arn:aws[\w-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/;
const EXAMPLE = 'arn:aws:iam::111122223333:role/PatchReader';
const EXTERNAL_IDS = '2 to 1224 letters, digits and _+=,.@:/-';
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

export function roleField(index: number, member: keyof RoleInput): string {
  return `role${index + 1}.${member}`;
}

/** The account in the ARN of a role. */
export function accountOfRole(roleArn: string): string | undefined {
  return ROLE_ARN.exec(roleArn.trim())?.[1];
}

/** Everything that is wrong with an input, in the order of the form; empty if nothing is. */
export function problemsOf({ regions, roles }: ConnectInput): FieldProblem[] {
  const own = regionProblems('region', 'Regions', regions, roles.length === 0);
  return [...own, ...roles.flatMap(roleProblems), ...repeated(roles)];
}

/** @param input without problems */
export function planOf({ regions, endpoint, roles }: ConnectInput): ConnectPlan {
  return {
    regions: regionsIn(regions),
    endpoint: endpoint || undefined,
    roles: roles.map((role) => ({
      roleArn: role.roleArn.trim(),
      externalId: role.externalId.trim() || undefined,
      account: accountOfRole(role.roleArn) ?? '',
      regions: regionsIn(role.regions),
    })),
  };
}

function regionProblems(field: string, label: string, text: string, isNeeded: boolean) {
  const names = regionsIn(text);
  if (names.length === 0 && isNeeded) {
    return [{ field, message: `${label}: name at least one Region, such as eu-central-1.` }];
  }
  return names
    .filter((name) => !REGION.test(name))
    .map((name) => ({
      field,
      message: `${label}: “${name}” is not the name of a Region, such as eu-central-1.`,
    }));
}

function roleProblems({ roleArn, externalId, regions }: RoleInput, index: number): FieldProblem[] {
  const label = `Role ${index + 1}`;
  const [arn, id] = [roleArn.trim(), externalId.trim()];
  const isWrongId = id !== '' && !EXTERNAL_ID.test(id);
  return [
    ...(accountOfRole(arn) === undefined
      ? [problem('roleArn', `${label}, role ARN: “${arn}” is not the ARN of a role, such as ${EXAMPLE}.`)]
      : []),
    ...(isWrongId ? [problem('externalId', `${label}, external id: “${id}” is not ${EXTERNAL_IDS}.`)] : []),
    ...regionProblems(roleField(index, 'regions'), `${label}, Regions`, regions, true),
  ];

  function problem(member: keyof RoleInput, message: string): FieldProblem {
    return { field: roleField(index, member), message };
  }
}

/** A scope that two roles would read. */
function repeated(roles: readonly RoleInput[]): FieldProblem[] {
  const seen = new Map<string, number>();
  return roles.flatMap(({ roleArn, regions }, index) => {
    const account = accountOfRole(roleArn);
    if (account === undefined) return [];
    return regionsIn(regions).flatMap((region) => {
      const id = scopeId(account, region);
      const first = seen.get(id);
      if (first === undefined) seen.set(id, index);
      if (first === undefined) return [];
      const message =
        `Role ${index + 1}, Regions: “${region}” of account ${account} ` +
        `is read by role ${first + 1} already.`;
      return [{ field: roleField(index, 'regions'), message }];
    });
  });
}
