/**
 * A backend that reads AWS for this page, so that the page needs no keys: the Worker of
 * examples/worker, or a server with the same protocol. Only this class holds the access token.
 */
import { BackendError, backendProblem, member } from '../model/backend-error';
import { parseBackendJson, parseBackendLine } from '../model/backend-line';
import { anySignal } from './any-signal';

/** Long enough for a slow link, short enough that a form does not seem dead. */
const PROBE_TIMEOUT_MS = 30_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

type RequestOptions = RequestInit & { signal: AbortSignal };

export class Backend {
  /** With a slash at its end. */
  readonly url: string;
  readonly #authorization: string;

  /** @throws {BackendError} for an address or a token that can never work */
  constructor(url: string, token: string) {
    this.url = baseOf(url);
    if (!/^[\x21-\x7e]+$/.test(token)) {
      const detail = 'An access token has no white space and only ASCII characters.';
      throw new BackendError({ code: 'invalid-input' }, detail);
    }
    this.#authorization = `Bearer ${token}`;
  }

  /** The region that it reads. Also shows that it accepts the token. */
  async region(abort: AbortSignal): Promise<string> {
    const late = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const { signal, release } = anySignal(abort, late);
    try {
      const response = await this.get('api/connection', { signal, cache: 'no-store' });
      const region = member(parseBackendJson(await response.text()), 'region');
      if (typeof region !== 'string') throw new BackendError({ code: 'unreadable' });
      return region;
    } catch (error) {
      throw late.aborted && !abort.aborted ? new BackendError({ code: 'timeout' }) : error;
    } finally {
      release();
    }
  }

  /**
   * The lines of a stream in batches, as they arrive. Those before an error are yielded first.
   *
   * @throws {BackendError} also for a stream that was cut off before its end
   */
  async *read(path: string, options: RequestOptions) {
    const { body } = await this.get(path, options);
    for await (const texts of linesOf(body ?? new Blob().stream(), options.signal)) {
      const lines = texts.map(parseBackendLine);
      const last = lines.findIndex(({ kind }) => kind === 'end' || kind === 'error');
      if (last < 0) {
        yield lines;
        continue;
      }
      yield lines.slice(0, last);
      const line = lines[last];
      if (line?.kind === 'error') throw line.error;
      return;
    }
    throw new BackendError({ code: 'cut-off' });
  }

  private async get(path: string, options: RequestOptions): Promise<Response> {
    const headers = { authorization: this.#authorization };
    // A redirect would take the token to wherever it leads.
    const request = new Request(this.url + path, { ...options, headers, redirect: 'error' });
    const response = await fetch(request).catch(failWith('unreachable', options.signal));
    if (response.ok) return response;
    const text = await response.text().catch(failWith('cut-off', options.signal));
    throw new BackendError(backendProblem(parseBackendJson(text)));
  }
}

/** Whole lines, as many at a time as have arrived. Text after the last line end is dropped. */
async function* linesOf(body: ReadableStream<Uint8Array>, signal: AbortSignal) {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(failWith('cut-off', signal));
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } finally {
    // Tells the backend to stop reading. A stream that has failed rejects, and has stopped already.
    await reader.cancel().catch(() => undefined);
  }
}

/** Throws the reason of an abort as it is, and anything else as a BackendError. */
function failWith(code: string, signal: AbortSignal): () => never {
  return () => {
    signal.throwIfAborted();
    throw new BackendError({ code });
  };
}

/** @throws {BackendError} for an address to which no token may be sent */
function baseOf(text: string): string {
  const url = parseUrl(text);
  const isLocal = url?.protocol === 'http:' && LOOPBACK.test(url.hostname);
  const isSafe = url?.protocol === 'https:' || isLocal;
  if (!url || !isSafe || url.username || url.password) {
    const detail = `The URL of the Worker must begin with https://, or be one of this machine: "${text}"`;
    throw new BackendError({ code: 'invalid-input' }, detail);
  }
  return new URL('./', url.origin + url.pathname.replace(/\/?$/, '/')).href;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
