import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerts } from './alerts-rig.js';

const { publicAddress } = await alerts();

const PUBLIC = [
  'https://hooks.example.com/services/T0/B0?x=1',
  'https://hooks.example.com:8443/',
  'https://hooks.example.com.',
  'https://internal.example.com/',
  'https://local.example.com/',
  'https://my-internal.example/',
  'https://xn--bcher-kva.example/',
];

const IP = /IP address/;
const PRIVATE = /private network/;
const REFUSED = [
  ['http://hooks.example.com/', /not https/],
  ['http://127.0.0.1/', /not https/],
  ['ftp://hooks.example.com/', /not https/],
  ['file:///etc/passwd', /not https/],
  ['hooks.example.com', /not a URL/],
  ['', /not a URL/],
  ['https://user:password@hooks.example.com/', /user name/],
  ['https://user@hooks.example.com/', /user name/],
  // IPv4: loopback, private, link-local with the metadata service, shared, any, broadcast, and public.
  ['https://127.0.0.1/', IP],
  ['https://127.8.9.10/', IP],
  ['https://10.0.0.1/', IP],
  ['https://172.16.0.1/', IP],
  ['https://192.168.1.1/', IP],
  ['https://169.254.169.254/latest/meta-data', IP],
  ['https://100.100.100.200/', IP],
  ['https://0.0.0.0/', IP],
  ['https://255.255.255.255/', IP],
  ['https://203.0.113.7/', IP],
  // The same in other spellings.
  ['https://2130706433/', IP],
  ['https://0x7f000001/', IP],
  ['https://0x7f.1/', IP],
  ['https://0177.0.0.1/', IP],
  ['https://127.1/', IP],
  ['https://0/', IP],
  ['https://127.0.0.1./', IP],
  ['https://①②⑦.0.0.1/', IP],
  ['https://%31%32%37.0.0.1/', IP],
  // IPv6: loopback, any, mapped, translated, link-local, unique local with a metadata service, public.
  ['https://[::1]/', IP],
  ['https://[::]/', IP],
  ['https://[::ffff:127.0.0.1]/', IP],
  ['https://[::ffff:7f00:1]/', IP],
  ['https://[::127.0.0.1]/', IP],
  ['https://[64:ff9b::a9fe:a9fe]/', IP],
  ['https://[fe80::1]/', IP],
  ['https://[fc00::1]/', IP],
  ['https://[fd00:ec2::254]/', IP],
  ['https://[2001:db8::1]/', IP],
  // Names.
  ['https://localhost/', PRIVATE],
  ['https://LOCALHOST:8443/', PRIVATE],
  ['https://localhost./', PRIVATE],
  ['https://hooks.localhost/', PRIVATE],
  ['https://metadata/', PRIVATE],
  ['https://metadata.google.internal/', PRIVATE],
  ['https://metadata.google.internal./', PRIVATE],
  ['https://ip-10-0-0-1.eu-central-1.compute.internal/', PRIVATE],
  ['https://printer.local/', PRIVATE],
  ['https://Printer.LOCAL/', PRIVATE],
  ['https://printer.loc%61l/', PRIVATE],
  ['https://router.lan/', PRIVATE],
  ['https://nas.home.arpa/', PRIVATE],
  ['https://wiki.corp/', PRIVATE],
];

for (const text of PUBLIC) {
  test(`${text} is the address of a webhook`, () => {
    assert.equal(publicAddress(text).href, new URL(text).href);
  });
}

for (const [text, message] of REFUSED) {
  test(`"${text}" is refused`, () => {
    assert.throws(() => publicAddress(text), message);
  });
}
