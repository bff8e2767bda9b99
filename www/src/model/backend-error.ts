/** What goes wrong between the page and its backend, or between the backend and AWS. */
import { parseReason, type Reason } from './reason';

/** An error as a backend describes it, or as the page describes one of the backend. */
export interface BackendProblem {
  /** A `code` of patchlens’ errors, or one of the backend's own. */
  code: string;
  /** What AWS's answer means, if there was one. */
  reason?: Reason | undefined;
  operation?: string | undefined;
  awsCode?: string | undefined;
  /** The HTTP status of AWS's answer. */
  status?: number | undefined;
  requestId?: string | undefined;
  attempts?: number | undefined;
}

export class BackendError extends Error {
  readonly code: string;
  readonly reason: Reason | undefined;
  readonly operation: string | undefined;
  readonly awsCode: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly attempts: number | undefined;

  constructor(problem: BackendProblem, detail = inWords(problem)) {
    super(detail);
    this.name = 'BackendError';
    this.code = problem.code;
    this.reason = problem.reason;
    this.operation = problem.operation;
    this.awsCode = problem.awsCode;
    this.status = problem.status;
    this.requestId = problem.requestId;
    this.attempts = problem.attempts;
  }
}

function inWords({ code, operation, awsCode, status }: BackendProblem): string {
  return [code, operation, awsCode, status && `HTTP ${status}`].filter(Boolean).join(', ');
}

/**
 * Reads the body of an error response, or the line that ends a stream with an error.
 *
 * @throws {BackendError} for JSON that describes no error
 */
export function backendProblem(json: unknown): BackendProblem {
  const error = member(json, 'error');
  const code = text(error, 'code');
  if (code === undefined) throw new BackendError({ code: 'unreadable' });
  return {
    code,
    reason: parseReason(text(error, 'reason')),
    operation: text(error, 'operation'),
    awsCode: text(error, 'awsCode'),
    status: number(error, 'status'),
    requestId: text(error, 'requestId'),
    attempts: number(error, 'attempts'),
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
