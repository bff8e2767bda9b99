/** For Node and Bun; the URL of the service is the only argument. */
const patchlens = require('patchlens');
const fleet = require('patchlens/fleet');

import('../report.js').then(({ report }) => report({ patchlens, fleet }, process.argv[2]));
