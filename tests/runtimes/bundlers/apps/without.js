globalThis.used = {};
