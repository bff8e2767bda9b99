/** Unhandled rejections and errors, as each runtime reports them. */

/**
 * @returns {{ take: () => string[], release: () => void }} `take` returns the messages since its
 *   last call
 */
export function watchStrays() {
  let texts = [];
  // Not all stacks contain the message.
  const note = (reason) => texts.push(`${reason}\n${reason?.stack ?? ''}`);
  const release = globalThis.process?.versions?.node ? ofProcess(note) : ofEvents(note);
  return {
    take() {
      const taken = texts;
      texts = [];
      return taken;
    },
    release,
  };
}

function ofProcess(note) {
  const { process } = globalThis;
  process.on('unhandledRejection', note).on('uncaughtException', note);
  return () => process.off('unhandledRejection', note).off('uncaughtException', note);
}

function ofEvents(note) {
  const onRejection = (event) => {
    event.preventDefault?.();
    note(event.reason);
  };
  const onError = (event) => {
    event.preventDefault?.();
    note(event.error ?? event.message);
  };
  addEventListener('unhandledrejection', onRejection);
  addEventListener('error', onError);
  return () => {
    removeEventListener('unhandledrejection', onRejection);
    removeEventListener('error', onError);
  };
}
