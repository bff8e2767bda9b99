import { END_OF_LIFE_RPM } from './end-of-life-packages.js';

/**
 * Packages of the RPM distributions: name, then the version on Amazon Linux 2023, RHEL 8 and
 * RHEL 9 (`-` where there is none). A prefix `n:` is the epoch, a suffix `!` marks noarch.
 */
const TABLE = `
kernel                   6.1.158      4.18.0       5.14.0
kernel-tools             6.1.158      4.18.0       5.14.0
kernel-headers           6.1.158      4.18.0       5.14.0
openssl                  1:3.2.2      1:1.1.1k     1:3.2.2
openssl-libs             1:3.2.2      1:1.1.1k     1:3.2.2
glibc                    2.34         2.28         2.34
glibc-common             2.34         2.28         2.34
glibc-minimal-langpack   2.34         2.28         2.34
curl                     -            7.61.1       7.76.1
libcurl                  -            7.61.1       7.76.1
curl-minimal             8.11.1       -            -
libcurl-minimal          8.11.1       -            -
openssh                  8.7p1        8.0p1        8.7p1
openssh-server           8.7p1        8.0p1        8.7p1
openssh-clients          8.7p1        8.0p1        8.7p1
sudo                     1.9.15       1.9.5p2      1.9.5p2
systemd                  252.23       239          252
systemd-libs             252.23       239          252
systemd-udev             252.23       239          252
python3                  3.9.24       3.6.8        3.9.21
python3-libs             3.9.24       3.6.8        3.9.21
python3-pip-wheel        21.3.1!      9.0.3!       21.3.1!
python3-setuptools-wheel 59.6.0!      39.2.0!      53.0.0!
python3-urllib3          1.25.10!     1.24.2!      1.26.5!
python3-requests         2.25.1!      2.20.0!      2.25.1!
python3-jinja2           2.11.3!      2.10.1!      2.11.3!
bind-libs                32:9.18.33   32:9.11.36   32:9.16.23
bind-utils               32:9.18.33   32:9.11.36   32:9.16.23
bind-license             32:9.18.33!  32:9.11.36!  32:9.16.23!
vim-minimal              2:9.1.1591   2:8.0.1763   2:8.2.2637
vim-common               2:9.1.1591   2:8.0.1763   2:8.2.2637
vim-data                 2:9.1.1591!  -            -
less                     608          530          590
expat                    2.6.3        2.2.5        2.5.0
libxml2                  2.10.4       2.9.7        2.9.13
libxslt                  1.1.43       1.1.32       1.1.34
sqlite-libs              3.40.0       3.26.0       3.34.1
nss                      3.90.0       3.101.0      3.101.0
nss-softokn              3.90.0       3.101.0      3.101.0
nss-util                 3.90.0       3.101.0      3.101.0
nss-sysinit              3.90.0       3.101.0      3.101.0
nspr                     4.35.0       4.35.0       4.35.0
gnutls                   3.8.3        3.6.16       3.8.3
krb5-libs                1.21.3       1.18.2       1.21.1
libssh                   0.10.6       0.9.6        0.10.4
libssh-config            0.10.6!      0.9.6!       0.10.4!
libnghttp2               1.59.0       1.33.0       1.43.0
libgcrypt                1.10.2       1.8.5        1.10.0
libtasn1                 4.19.0       4.13         4.16.0
libarchive               3.7.4        3.3.3        3.5.3
libcap                   2.73         2.48         2.48
libblkid                 2.37.4       2.32.1       2.37.4
libmount                 2.37.4       2.32.1       2.37.4
libuuid                  2.37.4       2.32.1       2.37.4
util-linux               2.37.4       2.32.1       2.37.4
zlib                     1.2.11       1.2.11       1.2.11
xz                       5.2.5        5.2.4        5.2.5
xz-libs                  5.2.5        5.2.4        5.2.5
bzip2-libs               1.0.8        1.0.6        1.0.8
tar                      2:1.34       2:1.30       2:1.34
gzip                     1.12         1.9          1.12
cpio                     2.13         2.12         2.13
rsync                    3.4.0        3.1.3        3.2.5
git                      2.50.1       2.43.7       2.47.3
git-core                 2.50.1       2.43.7       2.47.3
perl-Git                 2.50.1!      2.43.7!      2.47.3!
perl-interpreter         4:5.32.1     4:5.26.3     4:5.32.1
perl-libs                4:5.32.1     4:5.26.3     4:5.32.1
grub2-common             1:2.06!      1:2.02!      1:2.06!
grub2-tools              1:2.06       1:2.02       1:2.06
grub2-pc                 1:2.06       1:2.02       1:2.06
shim-x64                 15.8         15.8         15.8
dbus                     1:1.12.28    1:1.12.8     1:1.12.20
dbus-libs                1:1.12.28    1:1.12.8     1:1.12.20
polkit                   0.117        0.115        0.117
polkit-libs              0.117        0.115        0.117
pam                      1.5.1        1.3.1        1.5.1
shadow-utils             2:4.9        2:4.6        2:4.9
rpm                      4.16.1.3     4.14.3       4.16.1.3
rpm-libs                 4.16.1.3     4.14.3       4.16.1.3
dnf                      4.14.0!      4.7.0!       4.14.0!
dnf-data                 4.14.0!      4.7.0!       4.14.0!
libdnf                   0.69.0       0.63.0       0.69.0
chrony                   4.3          4.5          4.6.1
cloud-init               22.2.2!      23.4!        24.4!
amazon-ssm-agent         3.3.2746.0   -            -
amazon-linux-repo-s3     2023.9!      -            -
system-release           2023.9!      -            -
redhat-release           -            8.10         9.6
tzdata                   2025b!       2025b!       2025b!
ca-certificates          2023.2.68!   2025.2.80!   2025.2.80!
crypto-policies          20240828!    20230731!    20240828!
selinux-policy           38.1.45!     3.14.3!      38.1.53!
selinux-policy-targeted  38.1.45!     3.14.3!      38.1.53!
python3-libselinux       3.4          2.9          3.6
microcode_ctl            2:2.1        4:20250512   4:20250512
linux-firmware           20250808!    20250625!    20250708!
iproute                  5.10.0       6.2.0        6.11.0
iputils                  20210202     20180629     20210202
nftables                 1:1.0.4      1:1.0.4      1:1.0.9
firewalld                -            0.9.11!      1.3.4!
NetworkManager           -            1:1.40.16    1:1.52.0
NetworkManager-libnm     -            1:1.40.16    1:1.52.0
avahi-libs               0.8          0.7          0.8
libtiff                  4.4.0        4.0.9        4.4.0
libwebp                  1.2.4        1.0.0        1.2.0
freetype                 2.13.2       2.9.1        2.10.4
cups-libs                1:2.3.3op2   1:2.2.6      1:2.3.3op2
unzip                    6.0          6.0          6.0
wget                     1.21.3       1.19.5       1.21.1
`;

/** What administrators install beside the distribution. */
const OTHERS = `
nginx                    1:1.28.0     1:1.28.0     1:1.28.0
docker-ce                3:28.4.0     3:28.4.0     3:28.4.0
containerd.io            1.7.28       1.7.28       1.7.28
datadog-agent            1:7.70.2     1:7.70.2     1:7.70.2
amazon-cloudwatch-agent  1.300059.0   1.300059.0   1.300059.0
postgresql16             16.10        16.10        16.10
redis6                   6.2.19       6.2.19       6.2.19
java-17-amazon-corretto  1:17.0.16    1:17.0.16    1:17.0.16
nodejs20                 1:20.19.5    1:20.19.5    1:20.19.5
falcon-sensor            7.28.0       7.28.0       7.28.0
jq                       1.7.1        1.6          1.6
htop                     3.2.1        3.2.1        3.3.0
tmux                     3.2a         2.7          3.2a
strace                   6.8          5.18         6.12
epel-release             9!           8!           9!
`;

/** What a baseline can approve without a node having it. */
const NOT_APPLICABLE = `
bluez-libs               5.62         5.63         5.72
evolution-data-server    3.40.4       3.28.5       3.40.4
firefox                  128.14.0     128.14.0     128.14.0
ghostscript              9.56.1       9.27         9.54.0
httpd                    2.4.65       2.4.37       2.4.62
mariadb-server           3:10.5.29    3:10.5.29    3:10.5.29
php                      8.1.33       7.2.24       8.0.30
samba-common             4.17.12!     4.19.4!      4.21.3!
squid                    7:5.8        7:4.15       7:5.5
thunderbird              128.14.0     128.14.0     128.14.0
tomcat                   1:9.0.108!   1:9.0.87!    1:9.0.87!
unbound                  1.17.1       1.16.2       1.16.2
webkit2gtk3-jsc          2.48.5       2.48.5       2.48.5
xorg-x11-server-Xorg     1.20.14      1.20.11      1.20.11
`;

const COLUMNS = { 'amazon-linux-2023': 1, 'red-hat-8': 2, 'red-hat-9': 3 };
const END_OF_LIFE_COLUMNS = { 'centos-7': 1, 'amazon-linux-1': 2 };

/**
 * @typedef {{ name: string, arch: string, epoch: string, version: string }} RpmPackage
 * @param {keyof COLUMNS | keyof END_OF_LIFE_COLUMNS} distribution
 * @returns {{ patches: RpmPackage[], others: RpmPackage[], notApplicable: RpmPackage[] }}
 */
export function rpmPackages(distribution) {
  if (Object.hasOwn(END_OF_LIFE_COLUMNS, distribution)) {
    const patches = rows(END_OF_LIFE_RPM, END_OF_LIFE_COLUMNS[distribution]);
    return { patches, others: [], notApplicable: [] };
  }
  const column = COLUMNS[distribution];
  return {
    patches: rows(TABLE, column),
    others: rows(OTHERS, column),
    notApplicable: rows(NOT_APPLICABLE, column),
  };
}

function rows(table, column) {
  const cells = table
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/));
  return cells.filter((row) => row[column] !== '-').map((row) => rpmPackage(row[0], row[column]));
}

function rpmPackage(name, text) {
  const [, epoch = '0', version, noarch] = /^(?:(\d+):)?([^!]+)(!?)$/.exec(text);
  return { name, epoch, version, arch: noarch ? 'noarch' : 'x86_64' };
}
