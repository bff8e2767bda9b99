/** Only has to compile: what users write is accepted, what cannot work is refused by the types. */
import {
  fromAssumeRole,
  fromCognitoIdentityPool,
  fromWebIdentity,
  PatchClient,
  PatchlensError,
  patchState,
  signRequest,
  type CredentialsSource,
  type PatchComplianceData,
  type SignedRequest,
} from 'patchlens';

declare function same<Expected>(value: Expected): void;
declare const credentials: CredentialsSource;
declare const signal: AbortSignal;

const client = new PatchClient({
  region: 'eu-central-1',
  credentials: async () => ({
    accessKeyId: 'AKID',
    secretAccessKey: 'secret',
    expiration: new Date(),
  }),
  endpoint: new URL('http://localhost:4566'),
  fetch: (request: Request) => fetch(request),
});

const states = await client.describeInstancePatchStates(
  { InstanceIds: ['i-0123456789abcdef0'] },
  { signal },
);
same<number | undefined>(states.InstancePatchStates?.[0]?.MissingCount);
same<number>(states.$metadata.attempts);
same<Date | undefined>(
  (await client.describeInstancePatches({ InstanceId: 'i-1' })).Patches?.[0]?.InstalledTime,
);
same<string | undefined>((await client.describeInstanceInformation()).NextToken);

const listing = client.paginate('describeInstancePatches', { InstanceId: 'i-1' }, { maxItems: 10 });
for await (const patch of listing) same<PatchComplianceData>(patch);
for await (const page of listing.pages()) same<PatchComplianceData[] | undefined>(page.Patches);
same<string | undefined>(listing.resumeToken);
same<PatchComplianceData[]>((await listing.collect()).items);

const signed = await signRequest(
  { method: 'POST', url: 'https://sts.eu-west-1.amazonaws.com/', body: new Uint8Array(2) },
  { credentials, region: 'eu-west-1', service: 'sts' },
);
same<SignedRequest>(signed);
same<string>(signed.headers.authorization ?? '');
same<'MISSING' | (string & {})>(patchState('Missing'));

try {
  await client.describeInstanceInformation({ MaxResults: 50 });
} catch (error) {
  if (error instanceof PatchlensError && error.code === 'service')
    same<string | undefined>(error.awsCode);
}

// @ts-expect-error: credentials are required
new PatchClient({ region: 'eu-central-1' });
// @ts-expect-error: ids are a list
client.describeInstancePatchStates({ InstanceIds: 'i-0123456789abcdef0' });
// @ts-expect-error: the id is required
client.describeInstancePatches({});
// @ts-expect-error: no such member
client.describeInstancePatches({ InstanceId: 'i-1', Instance: 'i-2' });
// @ts-expect-error: no such operation
client.paginate('describePatches', {});
// @ts-expect-error: another operation's input
client.paginate('describeInstancePatches', { InstanceIds: [] });
// @ts-expect-error: the service's signing name is required
signRequest({ url: 'https://example.com/' }, { credentials, region: 'eu-west-1' });
declare const failure: PatchlensError;
// @ts-expect-error: no such code
failure.code === 'unknown';

const region = 'eu-central-1';
const roleArn = 'arn:aws:iam::123456789012:role/PatchReader';
const guest = fromCognitoIdentityPool({ region, identityPoolId: `${region}:1a2b` });
same<CredentialsSource>(guest);
same<Date>((await guest()).expiration);
fromCognitoIdentityPool({
  region,
  identityPoolId: `${region}:1a2b`,
  logins: async () => ({ 'accounts.example.com': 'token' }),
});
const workload = fromWebIdentity({ region, roleArn, token: () => 'token', durationSeconds: 900 });
const chained = fromAssumeRole({ region, roleArn, externalId: 'x1', source: workload });
new PatchClient({ region, credentials: chained });
// @ts-expect-error: a role is assumed with the keys of someone
fromAssumeRole({ region, roleArn });
// @ts-expect-error: tokens expire, so they are asked for
fromWebIdentity({ region, roleArn, token: 'token' });
// @ts-expect-error: the pool is required
fromCognitoIdentityPool({ region });
