/** The URL, the token and the other options of a remote source. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchlensError } from 'patchlens';
import { remoteSource } from './engine.js';
import { ADDRESS, answered, rejection } from './remote-rig.js';

test('a token that no header can have is refused without quoting it', async () => {
  for (const token of ['', 'two words', 'line\nbreak', 'ümlaut', 42, null]) {
    assert.throws(
      () => remoteSource(ADDRESS, { token }),
      (error) => error.code === 'invalid-input' && !error.message.includes(String(token || '?')),
    );
    const error = await rejection(remoteSource(ADDRESS, { token: () => token }).nodes());
    assert.equal(error.code, 'credentials');
  }
});

test('an error of the function of the token is the cause', async () => {
  const cause = new Error('signed out');
  const token = () => Promise.reject(cause);
  const error = await rejection(remoteSource(ADDRESS, { token }).nodes());
  assert.deepEqual([error.code, error.cause], ['credentials', cause]);
});

test('URLs with a secret, without encryption or of no server are refused', () => {
  for (const url of [
    '/api',
    '',
    undefined,
    'http://fleet.example.com/',
    'ftp://fleet.example.com/',
    'https://user:s3cr3t@fleet.example.com/',
    'https://fleet.example.com/?token=s3cr3t',
    'https://fleet.example.com/#s3cr3t',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
  ])
    assert.throws(
      () => remoteSource(url),
      (error) =>
        error instanceof PatchlensError &&
        error.code === 'invalid-input' &&
        !/s3cr3t/.test(error.message),
      url,
    );
  for (const url of [
    new URL(ADDRESS),
    'http://localhost:1/',
    'http://127.0.0.1:1/x',
    'http://[::1]:1',
  ])
    assert.ok(remoteSource(url));
});

test('options that can never work are refused', () => {
  for (const options of [
    null,
    5,
    { fetch: 'x' },
    { timeoutMs: 0 },
    { timeoutMs: NaN },
    { timeoutMs: '5' },
  ])
    assert.throws(
      () => remoteSource(ADDRESS, options),
      { code: 'invalid-input' },
      JSON.stringify(options),
    );
});

test('a server below a path is asked below it', async () => {
  for (const url of [ADDRESS, `${ADDRESS}/`]) {
    let asked;
    const fetch = async (request) => {
      asked = request;
      return answered([]);
    };
    await remoteSource(url, fetch).values('nodes', 'name');
    assert.equal(asked.url, 'https://fleet.example.com/api/v1/values');
    assert.equal(asked.headers.get('authorization'), null);
    assert.deepEqual([asked.redirect, asked.credentials], ['manual', 'omit']);
  }
});
