/** WebKitGTK. */
import { browserCells } from '../browsers/cells.mjs';
import { openWebKit } from '../browsers/webkit.mjs';

export const cells = browserCells({ name: 'webkit', open: openWebKit });
