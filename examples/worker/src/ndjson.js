const encoder = new TextEncoder();

/**
 * Batches of objects as NDJSON. The next batch is read when there is room for it, so that a slow
 * client slows the paginator down.
 *
 * @param {AsyncIterator<object[]>} batches
 * @param {IteratorResult<object[]>} first the first batch, which is read already
 * @param {object} options
 * @param {AbortController} options.abort aborted when the client goes away
 * @param {(error: unknown) => object} options.describe what the last line says of an error
 * @param {(chunk: Uint8Array) => void} options.onChunk
 * @param {() => void} options.onEnd called at the end of a stream without an error
 * @returns {ReadableStream<Uint8Array>}
 */
export function ndjson(batches, first, { abort, describe, onChunk, onEnd }) {
  let count = 0;
  let next = first;
  const send = (controller, lines) => {
    const chunk = encoder.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    onChunk(chunk);
    controller.enqueue(chunk);
  };
  const sendNext = async (controller) => {
    const { done, value } = next ?? (await batches.next());
    next = undefined;
    if (abort.signal.aborted) return;
    if (!done) {
      count += value.length;
      return send(controller, value);
    }
    send(controller, [{ end: { count } }]);
    controller.close();
    onEnd();
  };
  const sendError = (controller, error) => {
    if (abort.signal.aborted) return;
    send(controller, [{ error: describe(error) }]);
    controller.close();
  };
  const pull = (controller) =>
    sendNext(controller).catch((error) => sendError(controller, error));
  const cancel = (reason) => abort.abort(reason);
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}
