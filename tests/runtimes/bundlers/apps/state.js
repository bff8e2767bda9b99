import { patchState } from 'patchlens';

globalThis.used = { patchState };
