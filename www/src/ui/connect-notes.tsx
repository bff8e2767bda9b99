import type { Way } from '../session';

/** Without these nothing can be read. */
const NEEDED = ['ssm:DescribeInstancePatchStates', 'ssm:DescribeInstancePatches'];
/** What a scan reads, beside {@link NEEDED}: the nodes, why some are silent, and their baselines. */
const SCANNED = [
  'ssm:DescribeInstanceProperties',
  'ssm:DescribeInstanceInformation',
  ...NEEDED,
  'ssm:GetPatchBaseline',
  'ssm:ListResourceComplianceSummaries',
  'ssm:ListComplianceSummaries',
];
/** What the Worker reads. */
const PROXIED = ['ssm:DescribeInstanceInformation', ...NEEDED];

function policyOf(actions: readonly string[]): string {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}

/** What to know before entering keys or a token. */
export function ConnectNotes({ way }: { way: Way }) {
  return (
    <aside class="connect-notes" aria-label="Before you connect">
      {way === 'keys' ? <KeysNotes /> : <WorkerNotes />}
    </aside>
  );
}

function KeysNotes() {
  return (
    <>
      <h2>Least privilege</h2>
      <p>
        These read actions are enough. Prefer the temporary keys of a role that has only these;
        without the last three the page explains less.
      </p>
      <Policy actions={SCANNED} />
      <h2>What is sent, and where</h2>
      <p>
        Signed requests to SSM’s endpoint in that region, such as{' '}
        <code>ssm.eu-central-1.amazonaws.com</code>, or to your endpoint, and nothing else. The
        secret access key itself never leaves this tab; closing or reloading it forgets the keys.
      </p>
      <h2>If the browser may not connect (CORS)</h2>
      <p>
        An endpoint of your own, such as a proxy, must allow this page’s origin, the method{' '}
        <code>POST</code> and the headers <code>authorization</code>, <code>content-type</code>,{' '}
        <code>x-amz-date</code>, <code>x-amz-security-token</code>, <code>x-amz-target</code>. It
        should expose <code>x-amzn-requestid</code> and <code>date</code>.
      </p>
    </>
  );
}

function WorkerNotes() {
  return (
    <>
      <h2>What is sent, and where</h2>
      <p>
        The access token goes to the Worker with each request. The Worker reads AWS with its own
        keys, which it never sends out. Closing or reloading this tab forgets the token.
      </p>
      <h2>A Worker of your own</h2>
      <p>
        The folder <code>examples/worker</code> of the repository has one for Cloudflare; five
        commands deploy it together with this page. Its keys need only three read actions:
      </p>
      <Policy actions={PROXIED} />
      <h2>If the browser may not connect (CORS)</h2>
      <p>
        A Worker answers the pages that it serves itself, and those of one other origin. Unless it
        serves this page, its setting <code>ALLOWED_ORIGIN</code> must be{' '}
        <code class="origin">{location.origin}</code>.
      </p>
    </>
  );
}

function Policy({ actions }: { actions: readonly string[] }) {
  return (
    <pre tabIndex={0} aria-label="IAM policy">
      <code>{policyOf(actions)}</code>
    </pre>
  );
}
