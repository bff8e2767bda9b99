import { END_OF_LIFE_UBUNTU } from './end-of-life-packages.js';

/**
 * Packages of the Ubuntu releases: name, then the version in 20.04, 22.04 and 24.04 (`-` where
 * there is none), then the priority. `%` is replaced by the number of the security update.
 */
const TABLE = `
linux-image-aws        5.15.0.1%             6.8.0.10%              6.14.0.10%             Optional
linux-headers-aws      5.15.0.1%             6.8.0.10%              6.14.0.10%             Optional
linux-base             4.5ubuntu3.%          4.5ubuntu9+22.04.%     4.5ubuntu9+24.04.%     Optional
libc6                  2.31-0ubuntu9.%       2.35-0ubuntu3.%        2.39-0ubuntu8.%        Required
libc-bin               2.31-0ubuntu9.%       2.35-0ubuntu3.%        2.39-0ubuntu8.%        Required
locales                2.31-0ubuntu9.%       2.35-0ubuntu3.%        2.39-0ubuntu8.%        Important
libssl1.1              1.1.1f-1ubuntu2.%     -                      -                      Required
libssl3                -                     3.0.2-0ubuntu1.%       -                      Required
libssl3t64             -                     -                      3.0.13-0ubuntu3.%      Required
openssl                1.1.1f-1ubuntu2.%     3.0.2-0ubuntu1.%       3.0.13-0ubuntu3.%      Optional
openssh-server         1:8.2p1-4ubuntu0.%    1:8.9p1-3ubuntu0.%     1:9.6p1-3ubuntu13.%    Optional
openssh-client         1:8.2p1-4ubuntu0.%    1:8.9p1-3ubuntu0.%     1:9.6p1-3ubuntu13.%    Standard
openssh-sftp-server    1:8.2p1-4ubuntu0.%    1:8.9p1-3ubuntu0.%     1:9.6p1-3ubuntu13.%    Optional
sudo                   1.8.31-1ubuntu1.%     1.9.9-1ubuntu2.%       1.9.15p5-3ubuntu5.%    Optional
systemd                245.4-4ubuntu3.%      249.11-0ubuntu3.%      255.4-1ubuntu8.%       Important
systemd-sysv           245.4-4ubuntu3.%      249.11-0ubuntu3.%      255.4-1ubuntu8.%       Important
systemd-resolved       -                     -                      255.4-1ubuntu8.%       Important
libsystemd0            245.4-4ubuntu3.%      249.11-0ubuntu3.%      255.4-1ubuntu8.%       Required
libudev1               245.4-4ubuntu3.%      249.11-0ubuntu3.%      255.4-1ubuntu8.%       Required
udev                   245.4-4ubuntu3.%      249.11-0ubuntu3.%      255.4-1ubuntu8.%       Important
curl                   7.68.0-1ubuntu2.%     7.81.0-1ubuntu1.%      8.5.0-2ubuntu10.%      Optional
libcurl4               7.68.0-1ubuntu2.%     7.81.0-1ubuntu1.%      -                      Optional
libcurl3-gnutls        7.68.0-1ubuntu2.%     7.81.0-1ubuntu1.%      -                      Optional
libcurl4t64            -                     -                      8.5.0-2ubuntu10.%      Optional
python3.8              3.8.10-0ubuntu1.%     -                      -                      Important
python3.10             -                     3.10.12-1~22.04.%      -                      Important
python3.12             -                     -                      3.12.3-1ubuntu0.%      Important
libpython3-stdlib      3.8.2-0ubuntu%        3.10.6-1~22.04.%       3.12.3-0ubuntu2.%      Important
python3-urllib3        1.25.8-2ubuntu0.%     1.26.5-1~exp1ubuntu0.% 2.0.7-1ubuntu0.%       Optional
python3-requests       2.22.0-2ubuntu1.%     2.25.1+dfsg-2ubuntu0.% 2.31.0+dfsg-1ubuntu0.% Optional
python3-jinja2         2.10.1-2ubuntu0.%     3.0.3-1ubuntu0.%       3.1.2-1ubuntu1.%       Optional
python3-setuptools     45.2.0-1ubuntu0.%     59.6.0-1.2ubuntu0.%    68.1.2-2ubuntu1.%      Optional
python3-cryptography   2.8-3ubuntu0.%        3.4.8-1ubuntu2.%       41.0.7-4ubuntu0.%      Optional
libgnutls30            3.6.13-2ubuntu1.%     3.7.3-4ubuntu1.%       -                      Required
libgnutls30t64         -                     -                      3.8.3-1.1ubuntu3.%     Required
libgcrypt20            1.8.5-5ubuntu1.%      1.9.4-3ubuntu%         1.10.3-2ubuntu0.%      Required
libexpat1              2.2.9-1ubuntu0.%      2.4.7-1ubuntu0.%       2.6.1-2ubuntu0.%       Optional
libxml2                2.9.10+dfsg-5.%       2.9.13+dfsg-1.%        2.9.14+dfsg-1.3.%      Optional
libxslt1.1             1.1.34-4ubuntu0.%     1.1.34-4ubuntu0.%      1.1.39-0exp1.%         Optional
libsqlite3-0           3.31.1-4ubuntu0.%     3.37.2-2ubuntu0.%      3.45.1-1ubuntu2.%      Optional
libkrb5-3              1.17-6ubuntu4.%       1.19.2-2ubuntu0.%      1.20.1-6ubuntu2.%      Optional
libgssapi-krb5-2       1.17-6ubuntu4.%       1.19.2-2ubuntu0.%      1.20.1-6ubuntu2.%      Optional
libssh-4               0.9.3-2ubuntu2.%      0.9.6-2ubuntu0.%       0.10.6-2ubuntu0.%      Optional
libnghttp2-14          1.40.0-1ubuntu0.%     1.43.0-1ubuntu0.%      1.59.0-1ubuntu0.%      Optional
libldap-2.4-2          2.4.49+dfsg-2.%       -                      -                      Optional
libldap-2.5-0          -                     2.5.19+dfsg-0.%        -                      Optional
libtiff5               4.1.0+git-1.%         4.3.0-6ubuntu0.%       -                      Optional
libfreetype6           2.10.1-2ubuntu0.%     2.11.1+dfsg-1.%        2.13.2+dfsg-1.%        Optional
libarchive13           3.4.0-2ubuntu1.%      3.6.0-1ubuntu1.%       -                      Optional
libpam0g               1.3.1-5ubuntu4.%      1.4.0-11ubuntu2.%      1.5.3-5ubuntu5.%       Required
libpam-modules         1.3.1-5ubuntu4.%      1.4.0-11ubuntu2.%      1.5.3-5ubuntu5.%       Required
libpam-runtime         1.3.1-5ubuntu4.%      1.4.0-11ubuntu2.%      1.5.3-5ubuntu5.%       Required
libcap2                1:2.32-1ubuntu0.%     1:2.44-1ubuntu0.%      1:2.66-5ubuntu2.%      Important
libblkid1              2.34-0.1ubuntu9.%     2.37.2-4ubuntu3.%      2.39.3-9ubuntu6.%      Required
libmount1              2.34-0.1ubuntu9.%     2.37.2-4ubuntu3.%      2.39.3-9ubuntu6.%      Required
libuuid1               2.34-0.1ubuntu9.%     2.37.2-4ubuntu3.%      2.39.3-9ubuntu6.%      Required
util-linux             2.34-0.1ubuntu9.%     2.37.2-4ubuntu3.%      2.39.3-9ubuntu6.%      Required
bsdutils               1:2.34-0.1ubuntu3.%   1:2.37.2-4ubuntu3.%    1:2.39.3-9ubuntu6.%    Required
zlib1g                 1:1.2.11.dfsg-2.%     1:1.2.11.dfsg-2.%      1:1.3.dfsg-3.1.%       Required
liblzma5               5.2.4-1ubuntu1.%      5.2.5-2ubuntu1.%       5.6.1+really5.4.%      Required
libperl5.30            5.30.0-9ubuntu0.%     -                      -                      Optional
libperl5.34            -                     5.34.0-3ubuntu1.%      -                      Optional
libperl5.38t64         -                     -                      5.38.2-3.2ubuntu3.%    Optional
perl-base              5.30.0-9ubuntu0.%     5.34.0-3ubuntu1.%      5.38.2-3.2ubuntu3.%    Required
vim-tiny               2:8.1.2269-1ubuntu0.% 2:8.2.3995-1ubuntu0.%  2:9.1.0016-1ubuntu0.%  Important
vim-common             2:8.1.2269-1ubuntu0.% 2:8.2.3995-1ubuntu0.%  2:9.1.0016-1ubuntu0.%  Important
xxd                    2:8.1.2269-1ubuntu0.% 2:8.2.3995-1ubuntu0.%  2:9.1.0016-1ubuntu0.%  Important
less                   551-1ubuntu0.%        590-1ubuntu0.%         590-2ubuntu2.%         Important
bind9-dnsutils         1:9.18.30-0ubuntu0.%  1:9.18.39-0ubuntu0.%   1:9.18.39-0ubuntu0.%   Standard
bind9-host             1:9.18.30-0ubuntu0.%  1:9.18.39-0ubuntu0.%   1:9.18.39-0ubuntu0.%   Standard
bind9-libs             1:9.18.30-0ubuntu0.%  1:9.18.39-0ubuntu0.%   1:9.18.39-0ubuntu0.%   Optional
git                    1:2.25.1-1ubuntu3.%   1:2.34.1-1ubuntu1.%    1:2.43.0-1ubuntu7.%    Optional
git-man                1:2.25.1-1ubuntu3.%   1:2.34.1-1ubuntu1.%    1:2.43.0-1ubuntu7.%    Optional
rsync                  3.1.3-8ubuntu0.%      3.2.7-0ubuntu0.%       3.2.7-1ubuntu1.%       Optional
tar                    1.30+dfsg-7ubuntu0.%  1.34+dfsg-1ubuntu0.%   1.35+dfsg-3ubuntu0.%   Required
wget                   1.20.3-1ubuntu2.%     1.21.2-2ubuntu1.%      1.21.4-1ubuntu4.%      Standard
gpgv                   2.2.19-3ubuntu2.%     2.2.27-3ubuntu2.%      2.4.4-2ubuntu17.%      Required
apt                    2.0.%                 2.4.%                  2.8.%                  Required
apt-utils              2.0.%                 2.4.%                  2.8.%                  Important
dpkg                   1.19.7ubuntu3.%       1.21.1ubuntu2.%        1.22.6ubuntu6.%        Required
snapd                  2.67.1+20.04.%        2.68.5+ubuntu22.04.%   2.68.5+ubuntu24.%      Optional
cloud-init             24.4.1-0ubuntu0.%     25.1.4-0ubuntu0.%      25.1.4-0ubuntu0.%      Optional
apport                 2.20.11-0ubuntu3.%    2.20.11-0ubuntu82.%    2.28.1-0ubuntu3.%      Optional
ca-certificates        20240203~20.04.%      20240203~22.04.%       20240203~24.04.%       Standard
tzdata                 2025b-0ubuntu0.%      2025b-0ubuntu0.%       2025b-0ubuntu0.%       Required
intel-microcode        3.20250512.0ubuntu0.% 3.20250512.0ubuntu0.%  3.20250512.0ubuntu0.%  Standard
unattended-upgrades    2.3ubuntu0.%          2.8ubuntu%             2.9.1+nmu4ubuntu3.%    Optional
ubuntu-advantage-tools 35.1ubuntu0~20.%      36ubuntu0~22.%         36ubuntu0~24.%         Important
`;

const OTHERS = `
nginx                   1.28.0-1~focal.%     1.28.0-1~jammy.%     1.28.0-1~noble.%     Optional
docker-ce               5:28.1.1-1~20.%      5:28.4.0-1~22.%      5:28.4.0-1~24.%      Optional
containerd.io           1.7.27-%             1.7.28-%             1.7.28-%             Optional
datadog-agent           1:7.70.2-%           1:7.70.2-%           1:7.70.2-%           Extra
amazon-cloudwatch-agent 1.300059.0b%         1.300059.0b%         1.300059.0b%         Extra
postgresql-16           16.10-1.pgdg20.%     16.10-1.pgdg22.%     16.10-1.pgdg24.%     Optional
redis-server            5:6.0.16-1.%         5:6.0.16-1ubuntu1.%  5:7.0.15-1ubuntu3.%  Optional
nodejs                  20.19.5-1nodesource% 20.19.5-1nodesource% 20.19.5-1nodesource% Optional
grafana-agent           0.44.2-%             0.44.2-%             0.44.2-%             Extra
htop                    2.2.0-2build%        3.0.5-7build%        3.3.0-4build%        Optional
jq                      1.6-1ubuntu0.%       1.6-2.1ubuntu3.%     1.7.1-3build%        Optional
tmux                    3.0a-2ubuntu0.%      3.2a-4ubuntu0.%      3.4-1ubuntu0.%       Optional
`;

const NOT_APPLICABLE = `
apache2           2.4.41-4ubuntu3.%    2.4.52-1ubuntu4.%   2.4.58-1ubuntu8.%    Optional
bluez             5.53-0ubuntu3.%      5.64-0ubuntu1.%     5.72-0ubuntu5.%      Optional
cups              2.3.1-9ubuntu1.%     2.4.1op1-1ubuntu4.% 2.4.7-1.2ubuntu7.%   Optional
firefox           128.0+build2-0.%     1:1snap1-0ubuntu%   1:1snap1-0ubuntu%    Optional
ghostscript       9.50~dfsg-5ubuntu0.% 9.55.0~dfsg1-0.%    10.02.1~dfsg1-0.%    Optional
mysql-server-8.0  8.0.42-0ubuntu0.%    8.0.43-0ubuntu0.%   8.0.43-0ubuntu0.%    Optional
php-common        2:75ubuntu0.%        2:92ubuntu%         2:93ubuntu%          Optional
samba-libs        2:4.15.13+dfsg-%     2:4.15.13+dfsg-%    2:4.19.5+dfsg-%      Optional
squid             4.10-1ubuntu1.%      5.9-0ubuntu0.%      6.13-0ubuntu0.%      Optional
xserver-xorg-core 2:1.20.13-1ubuntu0.% 2:21.1.4-2ubuntu1.% 2:21.1.12-1ubuntu3.% Optional
`;

const COLUMNS = { 20.04: 1, 22.04: 2, 24.04: 3 };

/**
 * @typedef {{ name: string, version: string, priority: string }} UbuntuPackage `version` with `%`
 * @param {'18.04' | '20.04' | '22.04' | '24.04'} release
 * @returns {{ patches: UbuntuPackage[], others: UbuntuPackage[], notApplicable: UbuntuPackage[] }}
 */
export function ubuntuPackages(release) {
  if (release === '18.04') {
    return { patches: rows(END_OF_LIFE_UBUNTU, 1), others: [], notApplicable: [] };
  }
  const column = COLUMNS[release];
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
  return cells
    .filter((row) => row[column] !== '-')
    .map((row) => ({ name: row[0], version: row[column], priority: row.at(-1) }));
}
