/** What there is to wait for without any client. */
export async function firstSigned() {
  return 'AWS4-HMAC-SHA256 of nobody';
}
