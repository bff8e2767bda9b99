/**
 * Calls the user's `onAttempt` with the result of an attempt.
 *
 * @param {(event: object) => void} onAttempt
 * @param {{ operation: string, attempt: number }} step
 * @param {{ httpStatusCode?: number, status?: number, requestId?: string, awsCode?: string,
 *   code?: string }} result the response's metadata, or the record of the failure
 * @param {number} durationMs
 * @param {number | undefined} retryDelayMs until the next attempt, if there is one
 */
export function tell(onAttempt, { operation, attempt }, result, durationMs, retryDelayMs) {
  const { httpStatusCode, status = httpStatusCode, requestId, awsCode, code } = result;
  const errorCode = awsCode ?? code;
  const event = { operation, attempt, status, requestId, errorCode, durationMs, retryDelayMs };
  try {
    onAttempt(JSON.parse(JSON.stringify(event))); // Removes undefined members.
  } catch (error) {
    // An uncaught error, like that of any listener: the call itself goes on.
    queueMicrotask(() => {
      throw error;
    });
  }
}
