// Uint8Array.fromHex would do as well, but Node has it only from version 25 on.
export function bytesOf(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = 16 * digit(hex, 2 * index) + digit(hex, 2 * index + 1);
  }
  return bytes;
}

function digit(hex, index) {
  const code = hex.charCodeAt(index);
  return code < 58 ? code - 48 : code - 87; // '0' is 48, 'a' is 97.
}
