/** The dictionary of patches: identity, CVEs, releases. */
import { compareText } from './text.js';
import { list, optionalText, plainText, time } from './wire.js';

/** A patch is its KB id, title, severity and classification; CVEs come only with some rows. */
export class Patches {
  #patches = new Map();
  #releases = new Map();

  /**
   * The patch of a row of DescribeInstancePatches, with the CVEs that this row names merged in. A row
   * that is not open is not taken in.
   */
  takeIn(row, isOpen) {
    const named = {
      kb: plainText(row.KBId),
      title: plainText(row.Title),
      severity: optionalText(row.Severity),
      classification: optionalText(row.Classification),
    };
    if (!isOpen) return { ...named, key: keyOf(named) };
    const patch = this.#find(named);
    for (const cve of plainText(row.CVEIds).split(',')) addCve(patch, cve.trim());
    return patch;
  }

  #find({ kb, title, severity, classification }) {
    const key = keyOf({ kb, title, severity, classification });
    if (!this.#patches.has(key)) {
      const order = this.#patches.size;
      this.#patches.set(key, { key, order, kb, title, severity, classification, cves: [] });
    }
    return this.#patches.get(key);
  }

  /** A page of DescribeAvailablePatches. Of several releases of a patch the earliest counts. */
  takeInReleases(body) {
    for (const entry of list(body, 'Patches')) {
      const key = releaseKey(entry);
      const released = time(entry.ReleaseDate);
      if (key === undefined || released === undefined) continue;
      this.#releases.set(key, Math.min(released, this.#releases.get(key) ?? Infinity));
    }
  }

  released({ kb, title }) {
    return this.#releases.get(JSON.stringify([kb, title])) ?? this.#releases.get(title);
  }
}

function keyOf({ kb, title, severity, classification }) {
  return JSON.stringify([kb, title, severity ?? '', classification ?? '']);
}

function addCve(patch, cve) {
  if (cve === '' || patch.cves.includes(cve)) return;
  patch.cves.push(cve);
  patch.cves.sort(compareText);
}

function releaseKey(entry) {
  const kb = optionalText(entry.KbNumber);
  if (kb !== undefined) return JSON.stringify([kb, plainText(entry.Title)]);
  const { Name, Arch, Version, Release } = entry;
  if (![Name, Arch, Version, Release].every(optionalText)) return undefined;
  return `${Name}.${Arch}:${entry.Epoch ?? 0}:${Version}-${Release}`;
}
