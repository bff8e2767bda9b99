import type { Exception } from 'patchlens/fleet';
import type { LoadedFleet } from './loaded-fleet.ts';

/** The last edits that a fleet has. */
interface Applied {
  exception: number;
  attribute: number;
}

const applied = new WeakMap<LoadedFleet, Applied>();

export const EXCEPTIONS = `
  SELECT exception_id, body, who, at FROM exception_edit WHERE edit_id IN
    (SELECT max(edit_id) FROM exception_edit GROUP BY exception_id) AND body IS NOT NULL
  ORDER BY exception_id`;

export interface ExceptionRow {
  exception_id: string;
  body: string;
  who: string;
  at: number;
}

/** Sets the exceptions and attributes of a fleet, if there are others since. */
export async function applyEdits(db: D1Database, loaded: LoadedFleet): Promise<void> {
  const before = applied.get(loaded) ?? { exception: 0, attribute: 0 };
  const last = await lastEdits(db);
  if (last.exception !== before.exception) {
    const { results } = await db.prepare(EXCEPTIONS).all<ExceptionRow>();
    loaded.fleet.setExceptions(results.map(exceptionOf));
  }
  if (last.attribute !== before.attribute) {
    const { results } = await db
      .prepare('SELECT instance_id, name, value FROM attribute_edit WHERE edit_id > ? ORDER BY edit_id')
      .bind(before.attribute)
      .all<{ instance_id: string; name: string; value: string }>();
    // A column can have the name of a member of all objects.
    const rows = results.map(({ instance_id, name, value }) =>
      Object.fromEntries([['instanceId', instance_id], [name, value]]),
    );
    loaded.fleet.setAttributes(rows as { instanceId: string }[]);
  }
  applied.set(loaded, last);
}

async function lastEdits(db: D1Database): Promise<Applied> {
  const row = await db
    .prepare(
      `SELECT (SELECT coalesce(max(edit_id), 0) FROM exception_edit) AS exception,
         (SELECT coalesce(max(edit_id), 0) FROM attribute_edit) AS attribute`,
    )
    .first<Applied>();
  if (!row) throw new Error('the edits cannot be read');
  return row;
}

/** The exception of a row, with who entered it and when. */
export function exceptionOf({ body, who, at }: ExceptionRow): Exception {
  return { ...JSON.parse(body), by: who, at: new Date(at).toISOString() };
}
