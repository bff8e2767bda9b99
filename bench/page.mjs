/** The data for all clients: the keys, the input, and a page of 100 patches as the output. */
const STATES = ['Installed', 'Installed', 'InstalledOther', 'Missing', 'NotApplicable'];
const SEVERITIES = ['Critical', 'Important', 'Moderate', 'Low'];

export const REGION = 'eu-central-1';
export const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
export const INPUT = { InstanceId: 'i-0123456789abcdef0', MaxResults: 100 };

/** The body of a DescribeInstancePatches response: half Windows, half Linux, 21 KB. */
export const BODY = JSON.stringify({
  NextToken: 'AAEAAfmN0cPpM2T9HkNm4yqjS3b4mUoKx2yBGZqv1m3g7mE1AAAAAGVUbbk=',
  Patches: Array.from({ length: 100 }, (_, i) => (i % 2 ? linux(i) : windows(i))),
});

function windows(i) {
  const kb = 5031000 + i * 37;
  return {
    CVEIds: state(i) === 'Missing' ? `CVE-2026-${30000 + i},CVE-2026-${31000 + i}` : '',
    Classification: 'SecurityUpdates',
    InstalledTime: installed(i, -62135596800),
    KBId: `KB${kb}`,
    Severity: SEVERITIES[i % 4],
    State: state(i),
    Title: `2026-0${1 + (i % 9)} Cumulative Update for Windows Server 2022 for x64-based Systems (KB${kb})`,
  };
}

function linux(i) {
  return {
    Classification: 'Security',
    InstalledTime: installed(i, 0),
    KBId: `kernel-livepatch-6.1.${100 + i}.x86_64`,
    Severity: SEVERITIES[i % 4],
    State: state(i),
    Title: `kernel-livepatch-6.1.${100 + i}.x86_64:0:1.0-${i}.amzn2023`,
  };
}

function state(i) {
  return STATES[i % STATES.length];
}

function installed(i, never) {
  return state(i) === 'Missing' ? never : 1.78e9 + i * 3601;
}
