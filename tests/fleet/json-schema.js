/** Checks values against the JSON Schema of an OpenAPI document, as far as docs/ uses it. */

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const KNOWN = new Set([
  '$ref',
  'additionalProperties',
  'allOf',
  'anyOf',
  'const',
  'default',
  'description',
  'enum',
  'format',
  'items',
  'minimum',
  'properties',
  'propertyNames',
  'required',
  'type',
]);

/**
 * @param {object} document
 * @returns {(schema: object, value: unknown, at?: string) => string[]} what is wrong, by place
 */
export function validator(document) {
  const check = (schema, value, at = '') => {
    const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword));
    if (unknown.length > 0) throw new Error(`the validator has no ${unknown} (${at})`);
    const rules = [
      schema.$ref && (() => check(resolve(document, schema.$ref), value, at)),
      schema.allOf && (() => schema.allOf.flatMap((one) => check(one, value, at))),
      schema.anyOf && (() => anyOf(schema.anyOf.map((one) => check(one, value, at)))),
      () => plain(schema, value, at),
      isObject(value) && (() => members(schema, value, at, check)),
      Array.isArray(value) &&
        schema.items &&
        (() => value.flatMap((item, index) => check(schema.items, item, `${at}[${index}]`))),
    ];
    return rules.filter(Boolean).flatMap((rule) => rule());
  };
  return check;
}

export function resolve(document, ref) {
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((node, name) => node?.[name], document);
  if (found === undefined) throw new Error(`${ref} leads nowhere`);
  return found;
}

const anyOf = (results) =>
  results.some((problems) => problems.length === 0) ? [] : results.flat();

function plain({ type, const: only, enum: some, format, minimum }, value, at) {
  const problem = (text) => [`${at}: ${text}, but is ${JSON.stringify(value)}`];
  if (type !== undefined && ![type].flat().some((one) => isOf(one, value)))
    return problem(`expected ${type}`);
  if (only !== undefined && only !== value) return problem(`expected ${only}`);
  if (some && !some.includes(value)) return problem(`expected one of ${some}`);
  if (format === 'date-time' && !INSTANT.test(value)) return problem('expected an instant in UTC');
  if (minimum !== undefined && value < minimum) return problem(`expected at least ${minimum}`);
  return [];
}

function members(
  { required = [], properties = {}, additionalProperties, propertyNames },
  value,
  at,
  check,
) {
  const place = (name) => `${at}.${name}`;
  const others = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  return [
    ...required
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => `${place(name)} is missing`),
    ...Object.entries(properties)
      .filter(([name]) => Object.hasOwn(value, name))
      .flatMap(([name, schema]) => check(schema, value[name], place(name))),
    ...(additionalProperties === false ? others.map((name) => `${place(name)} is unknown`) : []),
    ...(isObject(additionalProperties)
      ? others.flatMap((name) => check(additionalProperties, value[name], place(name)))
      : []),
    ...(propertyNames
      ? Object.keys(value).flatMap((name) => check(propertyNames, name, place(name)))
      : []),
  ];
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function isOf(type, value) {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'null' ? value === null : typeof value === type;
}
