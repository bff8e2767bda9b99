/**
 * What a person brings from disk to the fleet. It lives in the memory of this tab and nowhere else, and
 * stays there when the fleet is read again or another one is connected.
 */
import { computed, signal } from '@preact/signals';
import type { Exception } from 'patchlens/fleet';
import type { OwnFiles } from './load/bring-files';
import type { AttributeRow } from './model/own-files/attributes-file';
import type { EpssScores } from './model/own-files/epss-scores';
import type { KevList } from './model/own-files/kev-file';

/** A file that was read. */
export interface ReadFile<T> {
  name: string;
  readAt: Date;
  content: T;
}

export interface AttributesContent {
  columns: readonly string[];
  rows: readonly AttributeRow[];
}

/** In the person's order; loaded from a file, or made in the page. */
export const exceptions = signal<readonly Exception[]>([]);
/** The file that the exceptions came from, and whether they were changed since. */
export const exceptionsFile = signal<{ name: string; readAt: Date } | undefined>(undefined);
export const exceptionsChanged = signal(false);
export const attributes = signal<ReadFile<AttributesContent> | undefined>(undefined);
export const kev = signal<ReadFile<KevList> | undefined>(undefined);
export const epss = signal<ReadFile<EpssScores> | undefined>(undefined);

/** All of it, as the fleet takes it. */
export const ownFiles = computed<OwnFiles>(() => ({
  exceptions: exceptions.value,
  attributes: attributes.value?.content.rows ?? NO_ROWS,
  cveLists: cveLists.value,
}));

const NO_ROWS: readonly AttributeRow[] = [];

const cveLists = computed(() => ({
  ...(kev.value && { kev: kev.value.content.entries }),
  ...(epss.value && { epss: epss.value.content }),
}));
