/** The baseline without any client. */
export async function firstSigned() {
  return 'AWS4-HMAC-SHA256 of nobody';
}
