/** Rejections and errors that nobody handles, as each runtime tells of them. */

/**
 * @returns {{ take: () => string[], release: () => void }} `take` gives those since it was last
 *   asked, in words
 */
export function watchStrays() {
  let texts = [];
  // Not all stacks tell what was thrown.
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
