/** Responses of the service in which every text is replaced, by its model. */
import { OPERATIONS, SHAPES } from '../../simulator/ssm/model.js';

/** What the page needs as it is, to ask further questions. */
const KEPT = new Set(['InstanceId', 'BaselineId', 'ResourceId', 'NextToken']);

/** Markup, quotes, an entity, an override of the direction, NUL, an emoji. */
export const MARKUP = `<img src=x onerror="globalThis.hurt=1"><script>hurt=1</script>'"&lt;\u202e\0😀`;

/**
 * A fault that replaces each text in each response.
 *
 * @param {(member: string) => string} textOf by the name of the member in the model
 */
export function everyText(textOf) {
  return ({ operation }) => ({
    kind: 'lie',
    change: (output) => replaced(output, OPERATIONS[operation].output, { textOf }),
  });
}

/** Marks a text with its member, so that a page can be searched for the members that it shows. */
export const marked = (member) => `${MARKUP}[${member}]`;

/** Members that the response lacks are added. */
function replaced(value, name, { member, textOf }) {
  const shape = SHAPES[name];
  if (shape.type === 'string') return KEPT.has(member) ? value : textOf(member);
  if (value === undefined || value === null) return value;
  if (shape.type === 'list')
    return value.map((item) => replaced(item, shape.member, { member, textOf }));
  if (shape.type !== 'structure') return value;
  const members = Object.entries(shape.members).map(([key, inner]) => [
    key,
    replaced(value[key], inner.shape, { member: key, textOf }),
  ]);
  return Object.fromEntries(members);
}
