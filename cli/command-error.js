import { EXIT } from './exit-codes.js';

/** A failure that the user can do something about. The message says what. */
export class CommandError extends Error {
  exitCode = EXIT.error;
}

/** A wrong argument. */
export class UsageError extends CommandError {
  exitCode = EXIT.usage;
}

/** Ctrl+C. */
export class Interrupted extends CommandError {
  exitCode = EXIT.interrupted;
}

/** The message of an error, with that of its cause in the place where it points to it. */
export function messageOf({ message, cause }) {
  return message.replace('; see the cause', () => (cause?.message ? `: ${messageOf(cause)}` : ''));
}
