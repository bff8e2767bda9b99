/**
 * The next message of a child process.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name of the child, for errors
 * @param {number} limitMs
 * @returns {Promise<any>}
 * @throws {Error} if the child ends, or does not reply in time
 */
export function reply(child, name, limitMs) {
  return new Promise((resolve, reject) => {
    const exited = (code, signal) => settle(reject, `ended with ${code ?? signal}`);
    const timer = setTimeout(() => settle(reject, `no reply in ${limitMs / 1000} s`), limitMs);
    const replied = (message) => settle(resolve, message);
    const settle = (how, value) => {
      clearTimeout(timer);
      child.off('exit', exited).off('message', replied);
      how(how === reject ? new Error(`${name}: ${value}`) : value);
    };
    child.on('exit', exited).on('message', replied);
  });
}
