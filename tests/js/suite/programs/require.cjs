/** For Node and Bun; the URL of the service is the only argument. */
const patchlens = require('patchlens');

import('../report.js').then(({ report }) => report(patchlens, process.argv[2]));
