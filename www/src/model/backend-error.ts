/** What goes wrong between the page and the relay, or between the relay and AWS. */

/** What a relay says of an error, or the page of a relay. */
export interface RelayProblem {
  /** A `code` of patchlens’ errors, or one of the relay itself. */
  code: string;
  operation?: string | undefined;
  awsCode?: string | undefined;
  /** The HTTP status that AWS answered with. */
  status?: number | undefined;
  requestId?: string | undefined;
  attempts?: number | undefined;
}

export class RelayError extends Error {
  readonly code: string;
  readonly operation: string | undefined;
  readonly awsCode: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly attempts: number | undefined;

  constructor(problem: RelayProblem, detail = inWords(problem)) {
    super(detail);
    this.name = 'RelayError';
    this.code = problem.code;
    this.operation = problem.operation;
    this.awsCode = problem.awsCode;
    this.status = problem.status;
    this.requestId = problem.requestId;
    this.attempts = problem.attempts;
  }
}

function inWords({ code, operation, awsCode, status }: RelayProblem): string {
  return [code, operation, awsCode, status && `HTTP ${status}`].filter(Boolean).join(', ');
}

/** Reads the body of an answer that is no success, or the last line of one that was to be. */
export function relayProblem(json: unknown): RelayProblem {
  const told = member(json, 'error');
  const code = text(told, 'code');
  if (code === undefined) throw new RelayError({ code: 'malformed-answer' });
  return {
    code,
    operation: text(told, 'operation'),
    awsCode: text(told, 'awsCode'),
    status: number(told, 'status'),
    requestId: text(told, 'requestId'),
    attempts: number(told, 'attempts'),
  };
}

export function member(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[name];
}

function text(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

function number(value: unknown, name: string): number | undefined {
  const found = member(value, name);
  return typeof found === 'number' ? found : undefined;
}
