/** The id of a build of a module. `load()` of patchlens/slim refuses the module of another build. */
import { createHash } from 'node:crypto';

/** The name of the custom section that contains the id. */
export const SECTION = 'id';

/**
 * @param {Uint8Array} module
 * @returns {{ id: string, bytes: Uint8Array }} the id, 8 characters long, and the module with it
 */
export function withBuildId(module) {
  const id = createHash('sha256').update(module).digest('hex').slice(0, 8);
  const content = Buffer.from(`${String.fromCharCode(SECTION.length)}${SECTION}${id}`);
  // Custom sections have the number 0; a length below 128 is one byte.
  return { id, bytes: Buffer.concat([module, Buffer.of(0, content.length), content]) };
}
