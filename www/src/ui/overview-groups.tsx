import { attributeNames } from '../attribute-names';
import { currentSource, inOwnTask, platformLabel } from '../fleet';
import { groupHash } from '../model/nodes-link';
import { changeOverviewQuery, fleetQuery, overviewQuery } from '../navigation';
import { Breakdown } from './breakdown';
import { Field } from './field';
import { useAnswer } from './use-answer';

interface Kind {
  title: string;
  property: string;
  labelOf?: (value: string) => string;
}

const KINDS: readonly Kind[] = [
  { title: 'By platform', property: 'platform', labelOf: platformLabel },
  { title: 'By patch group', property: 'patchGroup' },
  { title: 'By baseline', property: 'baselineName' },
  { title: 'By account', property: 'account' },
  { title: 'By region', property: 'region' },
];

/** Groups of a kind that the page lists. */
const MOST_GROUPS = 500;

/** The nodes by what they are and whose they are. */
export function OverviewGroups() {
  return (
    <section class="groups" aria-label="Nodes by group">
      {KINDS.map((kind) => (
        <Groups key={kind.property} {...kind} />
      ))}
      <Attributes />
    </section>
  );
}

function Groups({ title, property, labelOf = String }: Kind) {
  const ask = () => {
    const asked = currentSource()?.groups('nodes', property, { limit: MOST_GROUPS });
    return asked && inOwnTask(asked);
  };
  const asked = useAnswer(ask, [property]);
  return (
    <Breakdown
      title={title}
      answer={asked.value.value}
      labelOf={(value) => (value === '' ? 'Not reported' : labelOf(value))}
      hrefOf={(value) => groupHash(property, value, fleetQuery.value.staleDays)}
    />
  );
}

/** The reader's own columns, such as the owner. */
function Attributes() {
  const asked = useAnswer(attributeNames, []);
  const { attribute } = overviewQuery.value;
  const found = asked.value.value ?? [];
  const names = attribute && !found.includes(attribute) ? [...found, attribute] : found;
  const chosen = attribute ?? names[0];
  if (chosen === undefined) return null;
  return (
    <div class="attribute-group">
      <Field label="Attribute">
        {(id) => (
          <select
            id={id}
            value={chosen}
            onChange={(event) => changeOverviewQuery({ attribute: event.currentTarget.value })}
          >
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Groups title={`By ${chosen}`} property={`tag.${chosen}`} />
    </div>
  );
}
