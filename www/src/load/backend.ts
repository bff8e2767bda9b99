/**
 * Whoever reads AWS in this page's place, so that it needs no keys: the Worker of examples/worker, or
 * a server that answers as it does. The access token is in here and nowhere else.
 */
import { member, RelayError, relayProblem } from '../model/relay-error';
import { parseRelayJson, parseRelayLine } from '../model/relay-line';

/** Long enough for a slow link, short enough that a form does not seem dead. */
const PROBE_TIMEOUT_MS = 30_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export class Relay {
  /** With a slash at its end. */
  readonly url: string;
  readonly #authorization: string;

  /** @throws {RelayError} for an address or a token that can never work */
  constructor(url: string, token: string) {
    this.url = baseOf(url);
    if (!/^[\x21-\x7e]+$/.test(token)) {
      throw new RelayError({ code: 'invalid-input' }, 'No access token has such characters.');
    }
    this.#authorization = `Bearer ${token}`;
  }

  /** The region that it reads; also tells that it takes the token. */
  async region(abort: AbortSignal): Promise<string> {
    const late = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const either = AbortSignal.any([abort, late]);
    const ask = async () => {
      const response = await this.get('api/connection', { signal: either, cache: 'no-store' });
      return member(parseRelayJson(await response.text()), 'region');
    };
    const region = await ask().catch((error: unknown) => {
      throw late.aborted && !abort.aborted ? new RelayError({ code: 'timeout' }) : error;
    });
    if (typeof region !== 'string') throw new RelayError({ code: 'malformed-answer' });
    return region;
  }

  /**
   * The lines of a reading as they come, up to its end.
   *
   * @throws {RelayError} also for a reading that was cut off before its end
   */
  async *read(path: string, init: RequestInit & { signal: AbortSignal }) {
    const { body } = await this.get(path, init);
    for await (const texts of linesOf(body ?? new Blob().stream(), init.signal)) {
      const lines = texts.map(parseRelayLine);
      const end = lines.findIndex(({ kind }) => kind === 'end');
      yield end < 0 ? lines : lines.slice(0, end);
      if (end >= 0) return;
    }
    throw new RelayError({ code: 'cut-off' });
  }

  private async get(path: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
    const headers = { authorization: this.#authorization };
    // A redirect would take the token to wherever it leads.
    const request = new Request(this.url + path, { ...init, headers, redirect: 'error' });
    const response = await fetch(request).catch(lost(init.signal, 'unreachable'));
    if (response.ok) return response;
    const text = await response.text().catch(lost(init.signal, 'cut-off'));
    throw new RelayError(relayProblem(parseRelayJson(text)));
  }
}

/** Whole lines, as many at a time as have come; what follows the last line end is none. */
async function* linesOf(body: ReadableStream<Uint8Array>, signal: AbortSignal) {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(lost(signal, 'cut-off'));
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } finally {
    // Tells the relay that nobody listens any more. A stream that has failed knows already.
    await reader.cancel().catch(() => undefined);
  }
}

/** The reason of an abort is thrown as it is; anything else says what was lost. */
function lost(signal: AbortSignal, code: string): () => never {
  return () => {
    signal.throwIfAborted();
    throw new RelayError({ code });
  };
}

/** @throws {RelayError} for what is no address that a token may be sent to */
function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.protocol === 'http:' && LOOPBACK.test(url.hostname);
  const isSafe = url?.protocol === 'https:' || isLocal;
  if (!url || !isSafe || url.username || url.password) {
    const detail = `The URL of the Worker must begin with https://, or be one of this machine: "${text}"`;
    throw new RelayError({ code: 'invalid-input' }, detail);
  }
  return new URL('./', url.origin + url.pathname.replace(/\/?$/, '/')).href;
}
