import { ServiceError } from '../service-error.js';
import { SHAPES } from './model.js';

/**
 * An error that SSM's model declares; the model knows the member of its message and its status.
 * @param {string} code
 * @param {string} [message]
 */
export function declaredError(code, message) {
  const { members, fault = false } = SHAPES[code];
  // The service sends a message even where the model declares none.
  const messageMember = 'message' in members ? 'message' : 'Message';
  return new ServiceError(code, message, { status: fault ? 500 : 400, messageMember });
}
