/** Packages of CentOS 7 and of Amazon Linux 1, in the form of `rpm-packages.js`. */
export const END_OF_LIFE_RPM = `
kernel            3.10.0       4.14.336
kernel-tools      3.10.0       4.14.336
openssl           1:1.0.2k     1:1.0.2k
openssl-libs      1:1.0.2k     -
glibc             2.17         2.17
glibc-common      2.17         2.17
curl              7.29.0       7.61.1
libcurl           7.29.0       7.61.1
openssh           7.4p1        7.4p1
openssh-server    7.4p1        7.4p1
openssh-clients   7.4p1        7.4p1
sudo              1.8.23       1.8.23
systemd           219          -
systemd-libs      219          -
python            2.7.5        -
python-libs       2.7.5        -
python27          -            2.7.18
python27-libs     -            2.7.18
bash              4.2.46       4.2.46
bind-libs         32:9.11.4    32:9.8.2
bind-utils        32:9.11.4    32:9.8.2
expat             2.1.0        2.1.0
libxml2           2.9.1        2.9.1
nss               3.90.0       3.90.0
nss-util          3.90.0       3.90.0
nspr              4.35.0       4.35.0
krb5-libs         1.15.1       1.15.1
libssh2           1.8.0        1.4.2
libgcrypt         1.5.3        1.5.3
ca-certificates   2023.2.60!   2023.2.62!
tzdata            2024a!       2023c!
vim-minimal       2:7.4.629    2:9.0.2120
wget              1.14         1.18
rsync             3.1.2        3.0.6
unzip             6.0          6.0
zlib              1.2.7        1.2.8
`;

/** Packages of Ubuntu 18.04, in the form of `ubuntu-packages.js`. */
export const END_OF_LIFE_UBUNTU = `
linux-image-aws      5.4.0.1%             Optional
linux-headers-aws    5.4.0.1%             Optional
libc6                2.27-3ubuntu1.%      Required
libc-bin             2.27-3ubuntu1.%      Required
libssl1.1            1.1.1-1ubuntu2.%     Required
openssl              1.1.1-1ubuntu2.%     Optional
openssh-server       1:7.6p1-4ubuntu0.%   Optional
openssh-client       1:7.6p1-4ubuntu0.%   Standard
sudo                 1.8.21p2-3ubuntu1.%  Optional
systemd              237-3ubuntu10.%      Important
libsystemd0          237-3ubuntu10.%      Required
udev                 237-3ubuntu10.%      Important
python3.6            3.6.9-1~18.%         Important
python3.6-minimal    3.6.9-1~18.%         Important
curl                 7.58.0-2ubuntu3.%    Optional
libcurl4             7.58.0-2ubuntu3.%    Optional
libxml2              2.9.4+dfsg1-6.%      Standard
libexpat1            2.2.5-3ubuntu0.%     Optional
libsqlite3-0         3.22.0-1ubuntu0.%    Standard
libkrb5-3            1.16-2ubuntu0.%      Standard
perl-base            5.26.1-6ubuntu0.%    Required
vim-tiny             2:8.0.1453-1ubuntu1.% Important
bind9-host           1:9.11.3+dfsg-1ubuntu1.% Standard
git                  1:2.17.1-1ubuntu0.%  Optional
rsync                3.1.2-2.1ubuntu1.%   Optional
tar                  1.29b-2ubuntu0.%     Required
wget                 1.19.4-1ubuntu2.%    Standard
tzdata               2023c-0ubuntu0.18.%  Required
apt                  1.6.%                Required
dpkg                 1.19.0.5ubuntu2.%    Required
`;
