const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": [
      "ssm:DescribeInstanceInformation",
      "ssm:DescribeInstancePatchStates",
      "ssm:DescribeInstancePatches"
    ],
    "Resource": "*"
  }]
}`;

/** What a careful person wants to know before entering keys. */
export function ConnectNotes() {
  return (
    <aside class="connect-notes" aria-label="Before you connect">
      <h2>Least privilege</h2>
      <p>
        Three read actions are enough. Prefer the short-lived keys of a role that has no others:
      </p>
      <pre tabIndex={0} aria-label="IAM policy">
        <code>{POLICY}</code>
      </pre>
      <h2>What is sent, and where</h2>
      <p>
        Signed requests to <code>ssm.&lt;region&gt;.amazonaws.com</code>, or to your endpoint, and
        nothing else. The secret access key itself never leaves this tab; closing or reloading it
        forgets the keys.
      </p>
      <h2>If the browser may not connect (CORS)</h2>
      <p>
        An endpoint of your own, such as a proxy, must allow this page’s origin, the method{' '}
        <code>POST</code> and the headers <code>authorization</code>, <code>content-type</code>,{' '}
        <code>x-amz-date</code>, <code>x-amz-security-token</code>, <code>x-amz-target</code>. It
        should expose <code>x-amzn-requestid</code> and <code>date</code>.
      </p>
    </aside>
  );
}
