const encoder = new TextEncoder();

/**
 * Batches of objects as NDJSON. The next batch is asked for when there is room for it, so that a
 * slow reader slows the reading.
 *
 * @param {AsyncIterator<object[]>} batches
 * @param {IteratorResult<object[]>} first of them, read already
 * @param {object} told
 * @param {AbortController} told.abort ends the reading; whoever read it has gone
 * @param {(error: unknown) => object} told.described what the last line says of an error
 * @param {(chunk: Uint8Array) => void} told.onChunk
 * @param {() => void} told.onEnd it was read to its end, without an error
 * @returns {ReadableStream<Uint8Array>}
 */
export function ndjson(batches, first, { abort, described, onChunk, onEnd }) {
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
    send(controller, [{ error: described(error) }]);
    controller.close();
  };
  const pull = (controller) =>
    sendNext(controller).catch((error) => sendError(controller, error));
  const cancel = (reason) => abort.abort(reason);
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}
