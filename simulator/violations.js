/** The words of all services for input that breaks constraints. */

/**
 * @param {string} path such as `filters.1.member.key`
 * @param {string} value as Java prints it
 * @param {string} constraint
 */
export function violation(path, value, constraint) {
  return `Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** The violation of a required member that is absent, or of a null list item. @param {string} path */
export function absence(path) {
  return `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
}

/** One message for all violations of an input. @param {string[]} violations at least one */
export function violationsMessage(violations) {
  const errors = violations.length === 1 ? 'error' : 'errors';
  return `${violations.length} validation ${errors} detected: ${violations.join('; ')}`;
}

/** The name of a member as violations spell it: `maxResults`. @param {string} name */
export function pathName(name) {
  return name[0].toLowerCase() + name.slice(1);
}
