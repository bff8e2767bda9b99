/** The Worker: the functions that its module exports. */
import module from './build/fleet_lines_bg.wasm';
import { fetch, initSync } from './build/fleet_lines.js';

initSync({ module });

export default { fetch };
