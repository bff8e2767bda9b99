/** Pasted credentials, in the forms that people have them in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { partsNotUnderstood, pastedKeys, pasteMessage } = await pageCode(
  'model/pasted-keys',
  'model/paste-message',
);

const ID = 'ASIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const TOKEN = 'IQoJb3JpZ2luX2VjEO7//////////wEaCXVzLWVhc3Qt+Lw==';
const LASTING = { accessKeyId: ID, secretAccessKey: SECRET };
const KEYS = { ...LASTING, sessionToken: TOKEN };

/** Texts that must give all three keys, with nothing left over. */
const WHOLE = {
  'export-credentials --format process': JSON.stringify(
    {
      Version: 1,
      AccessKeyId: ID,
      SecretAccessKey: SECRET,
      SessionToken: TOKEN,
      Expiration: '2026-11-21T00:00:00+00:00',
    },
    null,
    2,
  ),
  'export-credentials --format env': `export AWS_ACCESS_KEY_ID=${ID}
export AWS_SECRET_ACCESS_KEY=${SECRET}
export AWS_SESSION_TOKEN=${TOKEN}
export AWS_CREDENTIAL_EXPIRATION=2026-11-21T00:00:00+00:00
`,
  'export-credentials --format env-no-export': `AWS_ACCESS_KEY_ID=${ID}
AWS_SECRET_ACCESS_KEY=${SECRET}
AWS_SESSION_TOKEN=${TOKEN}
AWS_CREDENTIAL_EXPIRATION=2026-11-21T00:00:00+00:00
`,
  'export-credentials --format powershell': `$Env:AWS_ACCESS_KEY_ID="${ID}"
$Env:AWS_SECRET_ACCESS_KEY="${SECRET}"
$Env:AWS_SESSION_TOKEN="${TOKEN}"
$Env:AWS_CREDENTIAL_EXPIRATION="2026-11-21T00:00:00+00:00"
`,
  'export-credentials --format windows-cmd': `set AWS_ACCESS_KEY_ID=${ID}
set AWS_SECRET_ACCESS_KEY=${SECRET}
set AWS_SESSION_TOKEN=${TOKEN}
set AWS_CREDENTIAL_EXPIRATION=2026-11-21T00:00:00+00:00
`,
  'export-credentials --format fish': `set -gx AWS_ACCESS_KEY_ID ${ID}
set -gx AWS_SECRET_ACCESS_KEY ${SECRET}
set -gx AWS_SESSION_TOKEN ${TOKEN}
set -gx AWS_CREDENTIAL_EXPIRATION 2026-11-21T00:00:00+00:00
`,
  'fish with other flags and quotes': `set -x AWS_ACCESS_KEY_ID '${ID}'; set -Ux AWS_SECRET_ACCESS_KEY "${SECRET}"
set --global --export AWS_SESSION_TOKEN ${TOKEN}`,
  'fish without flags': `set AWS_ACCESS_KEY_ID ${ID}
set AWS_SECRET_ACCESS_KEY ${SECRET}
set AWS_SESSION_TOKEN ${TOKEN}`,
  'PowerShell with doubled quotes': `$env:AWS_ACCESS_KEY_ID = """${ID}"""
$env:AWS_SECRET_ACCESS_KEY = '''${SECRET}'''
$env:AWS_SESSION_TOKEN = '"${TOKEN}"'`,
  'PowerShell on one line': `$env:AWS_ACCESS_KEY_ID='${ID}';$env:AWS_SECRET_ACCESS_KEY='${SECRET}';$env:AWS_SESSION_TOKEN='${TOKEN}'`,
  'PowerShell with typographic quotes': `\${env:AWS_ACCESS_KEY_ID} = “${ID}”
$ENV:AWS_SECRET_ACCESS_KEY = ‘${SECRET}’
$Env:AWS_SESSION_TOKEN = “${TOKEN}”`,
  'PowerShell that sets the environment of the user': `[Environment]::SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "${ID}", "User")
[System.Environment]::SetEnvironmentVariable('AWS_SECRET_ACCESS_KEY', '${SECRET}', [EnvironmentVariableTarget]::User)
Set-Item -Path Env:AWS_SESSION_TOKEN -Value "${TOKEN}"`,
  'cmd with quotes': `SET "AWS_ACCESS_KEY_ID=${ID}" & SET "AWS_SECRET_ACCESS_KEY=${SECRET}"
@set AWS_SESSION_TOKEN="${TOKEN}"\r\n`,
  setx: `setx AWS_ACCESS_KEY_ID ${ID}\r\nsetx AWS_SECRET_ACCESS_KEY "${SECRET}" /M\r\nsetx /M AWS_SESSION_TOKEN ${TOKEN}\r\n`,
  'shell quotes of all kinds': `export AWS_ACCESS_KEY_ID="${ID}" AWS_SECRET_ACCESS_KEY='${SECRET}' && declare -x AWS_SESSION_TOKEN="""${TOKEN}"""`,
  'a command over several lines': `AWS_ACCESS_KEY_ID=${ID} \\
  AWS_SECRET_ACCESS_KEY=${SECRET} \\
  AWS_SESSION_TOKEN=${TOKEN}`,
  csh: `setenv AWS_ACCESS_KEY_ID ${ID}
setenv AWS_SECRET_ACCESS_KEY "${SECRET}"
setenv AWS_SESSION_TOKEN ${TOKEN}`,
  'lines copied with their prompts': `$ export AWS_ACCESS_KEY_ID=${ID}
> export AWS_SECRET_ACCESS_KEY=${SECRET}
PS C:\\Users\\me> $env:AWS_SESSION_TOKEN="${TOKEN}"`,
  'aws configure set': `aws configure set aws_access_key_id ${ID}
aws configure set aws_secret_access_key ${SECRET} --profile work
aws configure set aws_session_token ${TOKEN}`,
  'a profile': `[default]
aws_access_key_id = ${ID}
aws_secret_access_key=${SECRET}
aws_session_token =   ${TOKEN}   `,
  'a profile with comments': `# written by a tool
; and this, too
[123456789012_PatchReader] # of the portal
aws_access_key_id = ${ID} # id
aws_secret_access_key = ${SECRET} ; secret
aws_session_token = ${TOKEN}`,
  'Java properties': `aws.accessKeyId=${ID}
aws.secretAccessKey=${SECRET}
aws.sessionToken=${TOKEN}`,
  'Java system properties': `-Daws.accessKeyId=${ID} -Daws.secretAccessKey=${SECRET} -Daws.sessionToken=${TOKEN}`,
  'camelCase JSON': JSON.stringify(KEYS),
  'an object literal': `{ accessKeyId: '${ID}', secretAccessKey: "${SECRET}", sessionToken: \`${TOKEN}\` }`,
  'a cut-out of JSON': `"AccessKeyId": "${ID}",
    "SecretAccessKey": "${SECRET.replaceAll('/', '\\/')}",
    "SessionToken": "${TOKEN}",`,
  'JSON with escaped characters': JSON.stringify(KEYS)
    .replaceAll('/', '\\/')
    .replaceAll('=', '\\u003d')
    .replaceAll('+', '\\u002b'),
  'JSON in a JSON string': JSON.stringify(JSON.stringify(KEYS)),
  'sts get-session-token': JSON.stringify({
    Credentials: {
      AccessKeyId: ID,
      SecretAccessKey: SECRET,
      SessionToken: TOKEN,
      Expiration: '2026-11-21T00:00:00+00:00',
    },
  }),
  'sts assume-role': JSON.stringify({
    Credentials: { AccessKeyId: ID, SecretAccessKey: SECRET, SessionToken: TOKEN },
    AssumedRoleUser: { AssumedRoleId: 'AROAEXAMPLE:me', Arn: 'arn:aws:sts::1:assumed-role/r/me' },
    PackedPolicySize: 6,
  }),
  'a Cognito identity': JSON.stringify({
    IdentityId: 'eu-central-1:1',
    Credentials: { AccessKeyId: ID, SecretKey: SECRET, SessionToken: TOKEN, Expiration: 1.7e9 },
  }),
  'instance metadata': JSON.stringify({
    Code: 'Success',
    LastUpdated: '2026-11-20T12:00:00Z',
    Type: 'AWS-HMAC',
    AccessKeyId: ID,
    SecretAccessKey: SECRET,
    Token: TOKEN,
    Expiration: '2026-11-20T18:00:00Z',
  }),
  'container metadata': JSON.stringify({
    RoleArn: 'arn:aws:iam::1:role/r',
    AccessKeyId: ID,
    SecretAccessKey: SECRET,
    Token: TOKEN,
    Expiration: '2026-11-20T18:00:00Z',
  }),
  'the environment of a container': JSON.stringify([
    { name: 'AWS_ACCESS_KEY_ID', value: ID },
    { name: 'AWS_SECRET_ACCESS_KEY', value: SECRET },
    { name: 'AWS_SESSION_TOKEN', value: TOKEN },
  ]),
  YAML: `credentials:
  accessKeyId: ${ID}
  secretAccessKey: '${SECRET}'
  sessionToken: "${TOKEN}"`,
  'the CLI’s YAML': `Credentials:
  AccessKeyId: ${ID}
  Expiration: '2026-11-21T00:00:00+00:00'
  SecretAccessKey: ${SECRET}
  SessionToken: ${TOKEN}`,
  'an XML response of STS': `<GetSessionTokenResponse><GetSessionTokenResult><Credentials>
  <AccessKeyId>${ID}</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey>
  <SessionToken> ${TOKEN} </SessionToken><Expiration>2026-11-21T00:00:00Z</Expiration>
</Credentials></GetSessionTokenResult></GetSessionTokenResponse>`,
  'names and values in turn': `AWS access key ID
${ID}
AWS secret access key
${SECRET}
AWS session token
${TOKEN}`,
  'a table of the CLI': `+-----------------+------+
||  AccessKeyId     |  ${ID}  ||
||  Expiration      |  2026-11-21 00:00:00  ||
||  SecretAccessKey |  ${SECRET}  ||
||  SessionToken    |  ${TOKEN}  ||
+-----------------+------+`,
  'an object of PowerShell': `AccessKeyId     : ${ID}
SecretAccessKey : ${SECRET}
SessionToken    : ${TOKEN}
Expiration      : 21.11.2026 00:00:00`,
  'exports with no-break spaces': `export AWS_ACCESS_KEY_ID=\u00a0${ID}\u00a0
export AWS_SECRET_ACCESS_KEY=\u00a0"${SECRET} "
export AWS_SESSION_TOKEN="  ${TOKEN}\t"`,
  'the columns of a terminal': `access_key        ${ID}
secret_key        ${SECRET}
security_token    ${TOKEN}`,
};

for (const [form, text] of Object.entries(WHOLE)) {
  test(`keys pasted as ${form} are understood in full`, () => {
    assert.deepEqual(pastedKeys(text), KEYS);
    assert.deepEqual(partsNotUnderstood(text), []);
    const indented = text.replaceAll(/^/gm, '\t ').replaceAll(/(?<!\\)\r?$/gm, ' \r');
    if (!text.includes('\\\n')) assert.deepEqual(pastedKeys(indented), KEYS, 'also indented');
  });
}

for (const [form, text] of Object.entries({
  'the console’s accessKeys.csv': `\uFEFFAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`,
  'a CSV file with quotes': `"Access key ID","Secret access key"\n"${ID}", "${SECRET}"`,
  'the older credentials.csv': `User name,Password,Access key ID,Secret access key,Console login link\nme,"p,w",${ID},${SECRET},https://1.signin.aws.amazon.com/console`,
  'cells of a spreadsheet': `Access key ID\tSecret access key\n${ID}\t${SECRET}`,
  'iam create-access-key': JSON.stringify({
    AccessKey: {
      UserName: 'me',
      AccessKeyId: ID,
      Status: 'Active',
      SecretAccessKey: SECRET,
      CreateDate: '2026-11-20',
    },
  }),
  'an empty session token': `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_SESSION_TOKEN=\n`,
})) {
  test(`keys pasted as ${form} have no session token`, () => {
    assert.deepEqual(pastedKeys(text), LASTING);
    assert.deepEqual(partsNotUnderstood(text), []);
  });
}

test('short keys of a test service are understood, too', () => {
  const text = 'set -gx AWS_ACCESS_KEY_ID test\nset -gx AWS_SECRET_ACCESS_KEY a/b+c=';
  assert.deepEqual(pastedKeys(text), { accessKeyId: 'test', secretAccessKey: 'a/b+c=' });
});

test('a single pasted value is left to the field it was pasted into', () => {
  for (const text of [ID, SECRET, TOKEN, 'AKIDEXAMPLE', 'region=eu-west-1', 'eu-west-1', '', ' ']) {
    assert.equal(pastedKeys(text), undefined, text);
  }
  assert.equal(pastedKeys('wJalrXUtnFEMI/K7MDENG=bPxRfiCYEXAMPLEKEY'), undefined);
});

test('a region comes along with pasted keys, also that of another profile', () => {
  assert.equal(pastedKeys('AWS_ACCESS_KEY_ID=A AWS_REGION=eu-west-1').region, 'eu-west-1');
  const text = `[default]\nregion = eu-north-1\n[work]\naws_access_key_id = ${ID}`;
  assert.equal(pastedKeys(text).region, 'eu-north-1');
  assert.deepEqual(partsNotUnderstood(text), []);
});

test('what was not understood is named by its line, never by its text', () => {
  const [first, second] = [TOKEN.slice(0, 30), TOKEN.slice(30)];
  const text = `export AWS_ACCESS_KEY_ID=${ID}
export AWS_SECRET_ACCESS_KEY=${SECRET}
export AWS_SESSION_TOKEN=${first}
${second}
export SOMETHING_ELSE=${SECRET}
and some prose`;
  assert.deepEqual(pastedKeys(text), { ...LASTING, sessionToken: first });
  assert.deepEqual(partsNotUnderstood(text), ['line 4', 'line 5', 'line 6']);
});

test('what follows a value on its line is not dropped in silence', () => {
  assert.deepEqual(partsNotUnderstood(`AWS_ACCESS_KEY_ID=${ID} ${SECRET}`), ['line 1']);
  assert.deepEqual(partsNotUnderstood(`AWS_SECRET_ACCESS_KEY=<secret>`), ['line 1']);
});

test('keys inside of a call are found, and the rest of the line is named', () => {
  const text = `client = boto3.client('ssm', aws_access_key_id='${ID}', aws_secret_access_key="${SECRET}", aws_session_token='${TOKEN}')`;
  assert.deepEqual(pastedKeys(text), KEYS);
  assert.deepEqual(partsNotUnderstood(text), ['line 1']);
});

test('keys that a program sets are found, and the rest of the line is named', () => {
  const text = `System.setProperty("aws.accessKeyId", "${ID}");
System.setProperty("aws.secretAccessKey", "${SECRET}");`;
  assert.deepEqual(pastedKeys(text), LASTING);
  assert.deepEqual(partsNotUnderstood(text), ['line 1', 'line 2']);
});

test('unknown members of JSON and columns of CSV are named', () => {
  const json = JSON.stringify({ ...KEYS, Provider: 'x' });
  assert.deepEqual(partsNotUnderstood(json), ['Provider']);
  const csv = `Access key ID,Secret access key,Owner\n${ID},${SECRET},me`;
  assert.deepEqual(partsNotUnderstood(csv), ['Owner']);
});

test('of several sets of keys the first is taken, and the others are named', () => {
  const profile = (name, id) =>
    `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${SECRET}\n`;
  const profiles = profile('default', ID) + profile('prod', 'AKIAOTHER');
  assert.deepEqual(pastedKeys(profiles), LASTING);
  assert.deepEqual(partsNotUnderstood(profiles), ['the keys of [prod]']);
  const csv = `Access key ID,Secret access key\n${ID},${SECRET}\nAKIAOTHER,other\nbroken`;
  assert.deepEqual(pastedKeys(csv), LASTING);
  assert.deepEqual(partsNotUnderstood(csv), ['the keys of row 3', 'row 4']);
});

test('a value that is set twice is the last one, and that is said', () => {
  const text = `AWS_ACCESS_KEY_ID=AKIAFIRST\nAWS_ACCESS_KEY_ID=${ID}`;
  assert.equal(pastedKeys(text).accessKeyId, ID);
  assert.deepEqual(partsNotUnderstood(text), ['another value of AWS_ACCESS_KEY_ID']);
  const same = `aws_session_token = ${TOKEN}\naws_security_token = ${TOKEN}`;
  assert.deepEqual(partsNotUnderstood(same), []);
});

test('a long text that means nothing is read in no time', () => {
  const texts = ['a '.repeat(20_000), 'a'.repeat(40_000), ' '.repeat(40_000), '"'.repeat(40_000)];
  const start = performance.now();
  for (const text of [...texts, 'a-'.repeat(20_000), '{"a":'.repeat(10_000), '<a>'.repeat(10_000)]) {
    assert.equal(pastedKeys(`x ${text}`), undefined);
  }
  assert.ok(performance.now() - start < 2000);
});

test('the page says what a paste filled in, what it lacks and what was left over', () => {
  const exports = `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\n`;
  assert.equal(
    pasteMessage(`${exports}AWS_SESSION_TOKEN=${TOKEN}`),
    'Filled in: access key id, secret access key, session token.',
  );
  assert.match(pasteMessage(exports), /session token is missing\.$/);
  const message = pasteMessage(`${exports}${'other\n'.repeat(7)}`);
  assert.match(message, /Not understood or not used: line 3, .*line 7 and 2 more\.$/);
  for (const secret of [ID, SECRET, TOKEN]) assert.ok(!message.includes(secret));
});

test('the page says of a longer text that it has no credentials, and nothing of a single value', () => {
  assert.match(pasteMessage('this is no key'), /No credentials were found/);
  assert.equal(pasteMessage(` ${SECRET}\n`), undefined);
});
