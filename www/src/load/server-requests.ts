/** What the page asks of a fleet's server beside the questions: to read, and what it tells of its runs. */
import { requestWords } from '../model/server-words';
import { tell } from '../model/told-words';

const PROTOCOL = 'patchlens-fleet/1';
const TIMEOUT_MS = 30_000;
const MALFORMED = { code: 'malformed-response' } as const;

interface Envelope {
  protocol?: unknown;
  answer?: unknown;
  error?: { message?: unknown };
}

export class ServerRequests {
  readonly #token: string;

  /** @param token empty for none */
  constructor(
    private readonly url: string,
    token: string,
  ) {
    this.#token = token;
  }

  /**
   * @param read takes the answer, and throws for one that does not fit
   * @throws {Error} with words for a person
   */
  async get<T>(name: string, read: (answer: unknown) => T): Promise<T> {
    const answer = await this.ask(name, { method: 'GET' });
    try {
      return read(answer);
    } catch (error) {
      throw failed(name, error instanceof Error ? error.message : String(error), MALFORMED);
    }
  }

  /** Changes something. The server refuses that for another site's page. */
  post(name: string, input: object): Promise<unknown> {
    return this.ask(name, { method: 'POST', body: JSON.stringify(input) });
  }

  private async ask(name: string, options: { method: string; body?: string }): Promise<unknown> {
    const { status, text } = await this.exchanged(name, options);
    const { protocol, answer, error } = envelopeOf(text);
    const isOwn = protocol === PROTOCOL;
    if (status < 200 || status > 299) {
      const said = isOwn && typeof error?.message === 'string' ? `: ${error.message}` : '';
      throw failed(name, `HTTP ${status}${said}`, { code: 'service', status });
    }
    if (isOwn && answer !== undefined) return answer;
    throw failed(name, `the answer is not that of ${PROTOCOL}`, MALFORMED);
  }

  private async exchanged(name: string, options: { method: string; body?: string }) {
    const headers = {
      accept: 'application/json',
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...(this.#token && { authorization: `Bearer ${this.#token}` }),
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const how = { headers, signal, credentials: 'same-origin', redirect: 'manual' } as const;
    try {
      const response = await fetch(`${this.url}v1/${name}`, { ...options, ...how });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      const code = signal.aborted ? 'timeout' : 'network';
      throw failed(name, error instanceof Error ? error.message : String(error), { code });
    }
  }
}

function envelopeOf(text: string): Envelope {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    // No JSON, such as the page of a proxy: the caller says that it is no answer.
    return {};
  }
}

function failed(
  name: string,
  problem: string,
  facts: { code: 'service' | 'network' | 'timeout' | 'malformed-response'; status?: number },
): Error {
  const error = new Error(`Cannot ask the server for "${name}": ${problem}`);
  tell(error, requestWords(facts));
  return error;
}
