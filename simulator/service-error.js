/**
 * An error response in the words of the service. Errors of the common front end have the member
 * `message`, most errors of SSM's own have `Message`; clients must read both.
 */
export class ServiceError extends Error {
  /**
   * @param {string} code the `__type` of the error response, such as `InvalidFilter`
   * @param {string} [message] absent from the error response if undefined
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
