/** What the reader brings from files of their own. */
import { signal } from '@preact/signals';
import type { Exception } from 'patchlens/fleet';

export const exceptions = signal<readonly Exception[]>([]);
