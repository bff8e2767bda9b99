/**
 * A refusal as the service words it. What the front end of every AWS service refuses says
 * `message`, what SSM itself refuses says `Message`; clients have to read both.
 */
export class ServiceError extends Error {
  /**
   * @param {string} code the `__type` of the answer, such as `InvalidFilter`
   * @param {string} [message] left out of the answer when absent
   * @param {{ status?: number, messageMember?: 'message' | 'Message' }} [form]
   */
  constructor(code, message, { status = 400, messageMember = 'message' } = {}) {
    super(message ?? '');
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
    this.body =
      message === undefined ? { __type: code } : { __type: code, [messageMember]: message };
  }
}

/**
 * An error that SSM's own model declares.
 * @param {string} code
 * @param {string} message
 */
export function modeledError(code, message) {
  return new ServiceError(code, message, { messageMember: 'Message' });
}
