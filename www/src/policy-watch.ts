/** Tells a request that the site's policy forbids from one that the network lost. */
import { PatchlensError } from 'patchlens';
import { BackendError } from './model/backend-error';
import { PolicyRefusal } from './model/policy-refusal';

/** The browser reports a refusal in a task of its own, which may come after the failure. */
const REPORT_MS = 200;

export class PolicyWatch {
  private readonly ended = new AbortController();
  private refused: string | undefined;
  private readonly report: Promise<void>;

  /** Watches from now on, until {@link end}. */
  constructor() {
    const { signal } = this.ended;
    this.report = new Promise((resolve) => {
      const take = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
        if (effectiveDirective !== 'connect-src') return;
        this.refused = URL.canParse(blockedURI) ? new URL(blockedURI).origin : blockedURI;
        resolve();
      };
      document.addEventListener('securitypolicyviolation', take, { signal });
    });
  }

  /** The refusal that is behind a failure, or the failure. */
  async reasonFor(failure: unknown): Promise<unknown> {
    if (!isUnreachable(failure)) return failure;
    await Promise.race([this.report, new Promise((resolve) => setTimeout(resolve, REPORT_MS))]);
    return this.refused === undefined ? failure : new PolicyRefusal(this.refused);
  }

  end(): void {
    this.ended.abort();
  }
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof PatchlensError) return error.code === 'network';
  return error instanceof BackendError && error.code === 'unreachable';
}
