/** What nodes run, and how each vendor names and grades its patches. Shares are in percent. */

const LINUX_CLASSES = [
  ['Security', 72],
  ['Bugfix', 20],
  ['Enhancement', 8],
];
const AMAZON = linux('Medium');
const RED_HAT = linux('Moderate');
const UBUNTU = [
  ['Required', 10],
  ['Important', 40],
  ['Standard', 10],
  ['Optional', 20],
  ['Extra', 20],
];
/** Titles of Windows updates with classification, severity and weight. */
const WINDOWS = [
  [['Cumulative Update for', 'SecurityUpdates', 'Critical'], 30],
  [['Cumulative Update for .NET Framework 4.8.1 for', 'SecurityUpdates', 'Important'], 20],
  [['Servicing Stack Update for', 'SecurityUpdates', 'Critical'], 10],
  [['Security Update for Microsoft SQL Server 2019 GDR on', 'SecurityUpdates', 'Important'], 10],
  [['Update for Microsoft Visual C++ Redistributable on', 'Updates', 'Moderate'], 8],
  [['Security Update for Adobe Flash Player for', 'SecurityUpdates', 'Critical'], 4],
  [['Update for Microsoft Defender Antivirus platform on', 'DefinitionUpdates', 'Unspecified'], 10],
  [['Critical Update for Time Zone Data on', 'CriticalUpdates', 'Unspecified'], 8],
];

/**
 * @typedef {object} Platform
 * @property {number} nodes the share of the nodes
 * @property {number} patches the share of the patches
 * @property {boolean} isWindows
 * @property {(random: import('./random.mjs').Random, month: string) => Titled} patch
 *
 * @typedef {{ kb: string, title: string, classification: string, severity: string }} Titled
 */

/** @type {Platform[]} */
export const PLATFORMS = [
  windows('Windows Server 2016', 6, 2.5),
  windows('Windows Server 2019', 12, 3.5),
  windows('Microsoft server operating system version 21H2', 18, 4.5),
  windows('Microsoft server operating system version 24H2', 6, 2.5),
  rpm('amzn2.0', AMAZON, 12, 18),
  rpm('amzn2023.0', AMAZON, 16, 16),
  rpm('el8_10', RED_HAT, 7, 13),
  rpm('el9_6', RED_HAT, 8, 13),
  deb(5, 9),
  deb(7, 10),
  deb(3, 8),
];

const SOFTWARE =
  `kernel openssl glibc curl openssh sudo systemd python3 bind vim less expat libxml2 nss gnutls
  krb5 postgresql mariadb httpd nginx php ruby nodejs java-17-amazon-corretto
  java-21-amazon-corretto containerd docker runc git rsync tar gzip bzip2 xz zlib pam polkit
  dbus glib2 libtiff libpng libjpeg-turbo freetype cups samba nfs-utils rpcbind ncurses readline
  gmp nettle p11-kit ca-certificates tzdata grub2 shim dracut linux-firmware qemu libvirt
  selinux-policy audit rsyslog logrotate chrony NetworkManager firewalld iptables iproute bash
  coreutils util-linux e2fsprogs xfsprogs lvm2 cryptsetup perl lua tcl sqlite libssh c-ares
  nghttp2 squid haproxy varnish dnsmasq unbound avahi bluez ImageMagick ghostscript poppler
  cairo pango gtk3 webkit2gtk3 firefox amazon-ssm-agent amazon-cloudwatch-agent
  cloud-init`.split(/\s+/);
const PARTS = ['', '', '-libs', '-devel', '-common', '-tools', '-headers', '-server', '-client'];

function windows(name, nodes, patches) {
  const patch = (random, month) => {
    const [what, classification, severity] = random.weighted(WINDOWS);
    const kb = `KB${random.int(5_010_000, 5_079_999)}`;
    const title = `${month} ${what} ${name} for x64-based Systems (${kb})`;
    return { kb, title, classification, severity };
  };
  return { nodes, patches, isWindows: true, patch };
}

function rpm(release, severities, nodes, patches) {
  const patch = (random) => {
    const kb = `${software(random)}.${random.next() < 0.85 ? 'x86_64' : 'noarch'}`;
    const epoch = random.next() < 0.2 ? random.int(1, 32) : 0;
    const build = `${random.int(1, 90)}.${release}.${random.int(1, 9)}`;
    const classification = random.weighted(LINUX_CLASSES);
    const severity = classification === 'Security' ? random.weighted(severities) : 'Low';
    return { kb, title: `${kb}:${epoch}:${version(random)}-${build}`, classification, severity };
  };
  return { nodes, patches, isWindows: false, patch };
}

function deb(nodes, patches) {
  const patch = (random) => {
    const kb = `${software(random)}.${random.next() < 0.85 ? 'amd64' : 'all'}`;
    const build = `${random.int(1, 9)}ubuntu0.${random.int(1, 30)}`;
    const classification = random.next() < 0.72 ? 'Security' : 'Updates';
    const severity = random.weighted(UBUNTU);
    return { kb, title: `${kb}:0:${version(random)}-${build}`, classification, severity };
  };
  return { nodes, patches, isWindows: false, patch };
}

function linux(medium) {
  return [
    ['Critical', 8],
    ['Important', 42],
    [medium, 38],
    ['Low', 12],
  ];
}

function software(random) {
  return random.pick(SOFTWARE) + random.pick(PARTS);
}

function version(random) {
  return `${random.int(0, 12)}.${random.int(0, 40)}.${random.int(0, 30)}`;
}
