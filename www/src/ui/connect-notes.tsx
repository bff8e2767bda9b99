import { roles } from '../connect-draft';
import { policyOf } from '../model/policy';
import type { Way } from '../session';
import { CopyButton } from './copy-button';

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

/** What to know before entering keys or a token. */
export function ConnectNotes({ way }: { way: Way }) {
  return (
    <aside class="connect-notes" aria-label="Before you connect">
      {way === 'keys' ? <KeysNotes /> : way === 'worker' ? <WorkerNotes /> : <ServerNotes />}
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
      <Policy actions={SCANNED} roleArns={roles.value.map(({ roleArn }) => roleArn.trim())} />
      <RolesNote />
      <h2>What is sent, and where</h2>
      <p>
        Signed requests to the endpoints of SSM and STS in these Regions, such as{' '}
        <code>ssm.eu-central-1.amazonaws.com</code> and <code>sts.eu-central-1.amazonaws.com</code>,
        or to your endpoint for both, and nothing else. The secret access key itself never leaves
        this tab; closing or reloading it forgets the keys, and so does Disconnect.
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

function ServerNotes() {
  return (
    <>
      <h2>What is sent, and where</h2>
      <p>
        Nothing before you press Connect. Then each question of a view goes to the server, with the
        access token and the words of your filter. Your files stay here. Closing or reloading this
        tab forgets the token.
      </p>
      <h2>What a server gives</h2>
      <p>
        All views but the trend and your own files. The server judges by its own rules and exceptions, and decides when
        it reads AWS again. CSV and NDJSON files and saved fleets are not a part of its answers; the
        report can be printed and saved.
      </p>
      <h2>A server of your own</h2>
      <p>
        It speaks <code>patchlens-fleet/1</code>, which <code>docs/backend-protocol.md</code> of the
        repository describes, over HTTPS or on this computer.
      </p>
      <h2>If the browser may not connect (CORS)</h2>
      <p>
        A server that serves this page itself answers always. One at another origin must allow{' '}
        <code class="origin">{location.origin}</code>, and the policy of this site must name that
        server.
      </p>
    </>
  );
}

/** Who reads further accounts needs two things in each of them. */
function RolesNote() {
  if (roles.value.length === 0) return null;
  return (
    <p>
      Each role needs the read actions itself, and a trust policy that names the owner of the keys.
      The keys need the read actions only for Regions of their own account.
    </p>
  );
}

interface PolicyProps {
  actions: readonly string[];
  roleArns?: readonly string[];
}

function Policy({ actions, roleArns }: PolicyProps) {
  const text = policyOf(actions, roleArns);
  return (
    <>
      <pre tabIndex={0} aria-label="IAM policy">
        <code>{text}</code>
      </pre>
      <div class="actions">
        <CopyButton text={text} label="Copy the policy" />
      </div>
    </>
  );
}
