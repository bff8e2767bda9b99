/** The system's Chromium. */
import { browserCells } from '../browsers/cells.mjs';
import { openChromium } from '../browsers/playwright.mjs';

export const cells = browserCells({ name: 'chromium', open: openChromium, isQuick: true });
