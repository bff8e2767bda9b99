/** The profiles of AWS's shared `config` and `credentials` files. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { bytesIfAny } from '../files.js';
import { parseIni } from './ini.js';

/**
 * The profiles of both files. Where both have a property, that of `credentials` counts, as for AWS's tools.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<Map<string, Map<string, string>>>} by name
 */
export async function readProfiles(env) {
  const config = await sectionsOf(env.AWS_CONFIG_FILE, 'config', env);
  const credentials = await sectionsOf(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials', env);
  const profiles = new Map();
  for (const [section, properties] of config) {
    const name = section === 'default' ? section : /^profile (.+)$/.exec(section)?.[1];
    if (name !== undefined) add(profiles, name, properties);
  }
  for (const [name, properties] of credentials) add(profiles, name, properties);
  return profiles;
}

function add(profiles, name, properties) {
  profiles.set(name, new Map([...(profiles.get(name) ?? []), ...properties]));
}

async function sectionsOf(given, name, env) {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const file = given ? given.replace(/^~(?=[/\\]|$)/, home) : join(home, '.aws', name);
  const bytes = await bytesIfAny(file);
  return bytes === undefined ? new Map() : parseIni(new TextDecoder().decode(bytes));
}
