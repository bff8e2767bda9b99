/** What the page says about an error. */

/** What the person can do here and now, besides trying again. */
export type Remedy = 'credentials' | 'none';

export interface Explanation {
  title: string;
  advice: string;
  /** The error's own message, with AWS's code. */
  detail: string;
  requestId: string | undefined;
  /** The IAM action that is not allowed. */
  missingAction: string | undefined;
  remedy: Remedy;
  /** Not a failure, but the service's way to say that there is nothing. */
  expected: boolean;
}

/** The part of an explanation that is written for a kind of error. */
export type Words = Pick<Explanation, 'title' | 'advice'> &
  Partial<Pick<Explanation, 'remedy' | 'expected'>>;
