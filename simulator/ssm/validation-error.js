import { ServiceError } from '../service-error.js';

/**
 * The error for input that breaks a rule. The model does not declare it, because every operation
 * can return it.
 * @param {string} message
 */
export function validationError(message) {
  return new ServiceError('ValidationException', message);
}
