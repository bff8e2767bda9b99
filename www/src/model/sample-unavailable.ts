import type { Explanation } from './explanation';

/** This browser cannot run the sample fleet of a static site. */
export class SampleUnavailable extends Error {
  override readonly name = 'SampleUnavailable';
}

export function sampleWords(error: SampleUnavailable): Explanation {
  return {
    title: 'The sample fleet is not available here',
    advice:
      'On this site it runs in a service worker. Browsers have those on HTTPS sites and on this ' +
      'machine, and some have none in private windows. Your own fleet needs none: enter its keys.',
    detail: error.message,
    requestId: undefined,
    missingAction: undefined,
    remedy: 'none',
    expected: true,
  };
}
