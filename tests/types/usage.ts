/** Only has to compile: the types accept valid uses and reject invalid ones. */
import {
  explainSignatureMismatch,
  fromAssumeRole,
  fromCognitoIdentityPool,
  fromWebIdentity,
  PatchClient,
  PatchlensError,
  patchState,
  signRequest,
  type ComplianceItem,
  type CredentialsProvider,
  type InstancePatchState,
  type OperatingSystem,
  type Patch,
  type PatchBaselineIdentity,
  type PatchComplianceData,
  type SendOptions,
  type SignedRequest,
  type SignOptions,
} from 'patchlens';

declare function same<Expected>(value: Expected): void;
declare const credentials: CredentialsProvider;
declare const signal: AbortSignal;
declare const failure: PatchlensError;

/** One function, since CommonJS has no top-level await. */
export async function usage(): Promise<void> {
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

  const BaselineId = 'pb-0123456789abcdef0';
  const PatchGroup = 'Production';
  const OperatingSystem = 'UBUNTU';
  const Filters = [{ Key: 'ComplianceType', Values: ['Patch'], Type: 'EQUAL' }];
  const comparison = { Key: 'MissingCount', Values: ['0'], Type: 'GreaterThan' };
  same<Date | undefined>((await client.getPatchBaseline({ BaselineId })).ModifiedDate);
  same<OperatingSystem | undefined>((await client.getDefaultPatchBaseline()).OperatingSystem);
  same<string | undefined>(
    (await client.getPatchBaselineForPatchGroup({ PatchGroup, OperatingSystem })).BaselineId,
  );
  same<number | undefined>((await client.describePatchGroupState({ PatchGroup })).Instances);
  const { GlobalFilters, ApprovalRules, Sources } = await client.getPatchBaseline({ BaselineId });
  const snapshot = await client.getDeployablePatchSnapshotForInstance({
    InstanceId: 'i-1',
    SnapshotId: crypto.randomUUID(),
    // The members of one baseline can be passed for another.
    BaselineOverride: { OperatingSystem: 'A_NEW_ONE', GlobalFilters, ApprovalRules, Sources },
  });
  same<string | undefined>(snapshot.SnapshotDownloadUrl);

  for await (const state of client.paginate('describeInstancePatchStatesForPatchGroup', {
    PatchGroup,
    Filters: [comparison],
  }))
    same<InstancePatchState>(state);
  for await (const mapping of client.paginate('describePatchGroups'))
    same<string | undefined>(mapping.BaselineIdentity?.BaselineName);
  for await (const baseline of client.paginate('describePatchBaselines'))
    same<PatchBaselineIdentity>(baseline);
  for await (const patch of client.paginate('describeEffectivePatchesForPatchBaseline', {
    BaselineId,
  }))
    same<Date | undefined>(patch.PatchStatus?.ApprovalDate);
  for await (const patch of client.paginate('describeAvailablePatches')) same<Patch>(patch);
  for await (const property of client.paginate('describePatchProperties', {
    OperatingSystem,
    Property: 'PRODUCT',
  }))
    same<string | undefined>(property.Name);
  for await (const item of client.paginate('listComplianceItems', { ResourceIds: ['i-1'], Filters }))
    same<Date | undefined>(item.ExecutionSummary?.ExecutionTime);
  for await (const summary of client.paginate('listResourceComplianceSummaries'))
    same<Date | undefined>(summary.ExecutionSummary?.ExecutionTime);

  const ofGroup = await client.describeInstancePatchStatesForPatchGroup({ PatchGroup });
  same<InstancePatchState[] | undefined>(ofGroup.InstancePatchStates);
  same<number>((await client.describePatchGroups({ MaxResults: 1 })).$metadata.attempts);
  same<string | undefined>((await client.describePatchBaselines()).NextToken);
  const effective = await client.describeEffectivePatchesForPatchBaseline({ BaselineId });
  same<Patch | undefined>(effective.EffectivePatches?.[0]?.Patch);
  same<Patch[] | undefined>((await client.describeAvailablePatches()).Patches);
  const properties = await client.describePatchProperties({ OperatingSystem, Property: 'SEVERITY' });
  same<Record<string, string>[] | undefined>(properties.Properties);
  same<ComplianceItem[] | undefined>((await client.listComplianceItems()).ComplianceItems);
  same<number>((await client.listResourceComplianceSummaries()).$metadata.attempts);

  same<unknown>((await client.send('GetDocument', { Name: 'AWS-RunPatchBaseline' })).Content);
  const document = await client.send<{ Content?: string }>('GetDocument', {}, { signal });
  same<string | undefined>(document.Content);
  same<number>(document.$metadata.attempts);

  const listing = client.paginate('describeInstancePatches', { InstanceId: 'i-1' }, { maxItems: 10 });
  for await (const patch of listing) same<PatchComplianceData>(patch);
  for await (const page of listing.pages()) same<PatchComplianceData[] | undefined>(page.Patches);
  same<string | undefined>(listing.resumeToken);
  same<PatchComplianceData[]>((await listing.collect()).items);

  const signed = await signRequest(
    { method: 'POST', url: 'https://sts.eu-west-1.amazonaws.com/', body: new Uint8Array(2) },
    { credentials, region: 'eu-west-1', service: 'sts' },
  );
  await fetch(signed.url, signed);
  const options = { credentials, region: 'eu-west-1', service: 's3' };
  same<SignedRequest>(await signRequest(new Request('https://example.com/'), options));
  const url = new URL('https://example.com/');
  const bodies = [new Blob(), new ArrayBuffer(1), new DataView(new ArrayBuffer(1)), new Uint16Array()];
  for (const body of [...bodies, new URLSearchParams(), 'text', null, undefined]) {
    same<SignedRequest>(await signRequest({ url, body }, options));
  }
  const body = new ReadableStream<Uint8Array>();
  await signRequest({ url, body }, { ...options, payload: 'unsigned' });
  same<SignedRequest>(signed);
  same<string>(signed.headers.authorization ?? '');
  same<string | undefined>(explainSignatureMismatch(signed, '{}'));
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
  // @ts-expect-error: this operation has no pages
  client.paginate('getPatchBaseline', { BaselineId });
  // @ts-expect-error: the type of comparison is required
  client.describeInstancePatchStatesForPatchGroup({ PatchGroup, Filters: [{ Key: 'a', Values: [] }] });
  // @ts-expect-error: the older filters spell their members in lower case
  client.describeInstanceInformation({ InstanceInformationFilterList: [{ Key: 'a', Values: [] }] });
  // @ts-expect-error: another operation's input
  client.paginate('describeInstancePatches', { InstanceIds: [] });
  // @ts-expect-error: FormData has no bytes before it is sent
  signRequest({ url: 'https://example.com/', body: new FormData() }, {} as SignOptions);
  // @ts-expect-error: the service's signing name is required
  signRequest({ url: 'https://example.com/' }, { credentials, region: 'eu-west-1' });
  // @ts-expect-error: no such code
  failure.code === 'unknown';
  same<boolean>(failure.reason === 'clock-skew');
  // @ts-expect-error: no such reason
  failure.reason === 'unknown';

  const bytes = await client.send('ListNodes', {}, { output: 'bytes', maxAttempts: 1 });
  same<Uint8Array>(bytes.body);
  same<number>(bytes.$metadata.attempts);
  const limits: SendOptions = { maxAttempts: 1, timeoutMs: 1000 };
  same<unknown>((await client.send('ListNodes', {}, limits)).Nodes);
  // @ts-expect-error: no such output
  client.send('ListNodes', {}, { output: 'text' });

  const region = 'eu-central-1';
  const roleArn = 'arn:aws:iam::123456789012:role/PatchReader';
  const guest = fromCognitoIdentityPool({ region, identityPoolId: `${region}:1a2b` });
  same<CredentialsProvider>(guest);
  same<Date>((await guest()).expiration);
  fromCognitoIdentityPool({
    region,
    identityPoolId: `${region}:1a2b`,
    logins: async () => ({ 'accounts.example.com': 'token' }),
  });
  const workload = fromWebIdentity({ region, roleArn, token: () => 'token', durationSeconds: 900 });
  const chained = fromAssumeRole({ region, roleArn, externalId: 'x1', source: workload });
  new PatchClient({ region, credentials: chained });
  // @ts-expect-error: a role is assumed with other credentials
  fromAssumeRole({ region, roleArn });
  // @ts-expect-error: tokens expire, so the option is a function
  fromWebIdentity({ region, roleArn, token: 'token' });
  // @ts-expect-error: the pool is required
  fromCognitoIdentityPool({ region });
}
