/** Does of a module what the loader in Next.js does, as far as the bundle shows it. */
const { createHash } = require('node:crypto');

module.exports = (source) =>
  `module.exports = wasm_${createHash('sha1').update(source).digest('hex')};`;
module.exports.raw = true;
