const ENCODER = new TextEncoder();

/** The headers of a webhook: the time, and HMAC-SHA256 of `timestamp.body` in hexadecimal. */
export async function signedHeaders(
  secret: string,
  body: string,
  now: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', ENCODER.encode(secret), algorithm, false, ['sign']);
  const digest = await crypto.subtle.sign('HMAC', key, ENCODER.encode(`${timestamp}.${body}`));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'));
  return {
    'content-type': 'application/json',
    'user-agent': 'patchlens-watch',
    'patchlens-timestamp': timestamp,
    'patchlens-signature': `v1=${hex.join('')}`,
  };
}
