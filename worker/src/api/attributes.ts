import type { Context } from './context.ts';
import { invalid } from './api-refused.ts';
import { bodyOf, numberOf, paramsOf, textAt } from './input.ts';
import { answered, stored } from './response.ts';

const MOST_ROWS = 1000;
const ID = 'instanceId';
const CURSOR = { least: 0, most: 999_999_999_999_999, otherwise: 0 };

interface Row {
  edit_id: number;
  instance_id: string;
  name: string;
  value: string;
  who: string;
  at: number;
}

/** What was entered, in that order: the last value of a node and column holds, an empty one removes it. */
export async function attributes(request: Request, { env }: Context): Promise<Response> {
  const params = paramsOf(request, ['cursor', 'limit']);
  const limit = numberOf(params, 'limit', { least: 1, most: 10_000, otherwise: 1000 });
  const { results } = await env.DB.prepare(
    'SELECT * FROM attribute_edit WHERE edit_id > ? ORDER BY edit_id LIMIT ?',
  )
    .bind(numberOf(params, 'cursor', CURSOR), limit + 1)
    .all<Row>();
  const page = results.slice(0, limit);
  const next = results.length > limit ? page.at(-1)?.edit_id : undefined;
  return stored(request, {
    edits: page.map(({ instance_id: instanceId, name, value, who, at }) => ({
      ...{ instanceId, name, value, who, at: new Date(at).toISOString() },
    })),
    ...(next !== undefined && { cursor: String(next) }),
  });
}

/** Sets columns of nodes: `{ rows: [{ instanceId, Owner: … }, …] }`. */
export async function setAttributes(request: Request, context: Context): Promise<Response> {
  const { rows } = await bodyOf(request, ['rows']);
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > MOST_ROWS) {
    const value = Array.isArray(rows) ? rows.length : rows;
    throw invalid('rows', `a list of 1 to ${MOST_ROWS} rows`, value);
  }
  const { env, identity, now } = context;
  const edits = rows.flatMap(editsOf);
  await env.DB.prepare(
    `INSERT INTO attribute_edit (instance_id, name, value, who, at)
     SELECT value ->> 'id', value ->> 'name', value ->> 'value', ?2, ?3 FROM json_each(?1)`,
  )
    .bind(JSON.stringify(edits), identity.who, now)
    .run();
  return answered({ values: edits.length, who: identity.who, at: new Date(now).toISOString() });
}

function editsOf(row: unknown, at: number): { id: string; name: string; value: string }[] {
  const place = `rows[${at}]`;
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw invalid(place, 'an object', row);
  }
  const id = textAt(`${place}.${ID}`, (row as Record<string, unknown>)[ID], 100);
  return Object.entries(row)
    .filter(([name]) => name !== ID)
    .map(([name, value]) => {
      textAt(`${place}: a name`, name, 100);
      if (value !== '') textAt(`${place}.${name}`, value, 1000);
      return { id, name, value };
    });
}
