/** Prints the milliseconds from the import of a program to its first signed request. */
const start = performance.now();
const { firstSigned } = await import(`./${process.argv[2]}.mjs`);
const authorization = await firstSigned();
const ms = performance.now() - start;
if (!authorization.startsWith('AWS4-HMAC-SHA256 ')) throw new Error(`signed: ${authorization}`);
console.log(ms);
process.exit();
