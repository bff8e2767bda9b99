/** The reference in the shape of the engine's module, for tests that run on both. */
import { formatFilter, parseFilter, ReferenceFleet } from './index.js';

export const reference = { Fleet: ReferenceFleet, formatFilter, parseFilter };
