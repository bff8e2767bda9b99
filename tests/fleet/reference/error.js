/** Stands for PatchlensError: tests compare the code alone. */
export class ReferenceError extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'PatchlensError';
    this.code = code;
  }
}

export const invalidInput = (message) => new ReferenceError('invalid-input', message);
