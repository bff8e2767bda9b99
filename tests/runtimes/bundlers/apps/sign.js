import { signRequest } from 'patchlens';

globalThis.used = { signRequest };
