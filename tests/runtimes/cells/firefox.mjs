/** The installed Firefox. */
import { browserCells } from '../browsers/cells.mjs';
import { openFirefox } from '../browsers/firefox.mjs';

export const cells = browserCells({ name: 'firefox', open: openFirefox });
