import { currentSource, summary } from '../fleet';
import { ATTRIBUTES_EXAMPLE } from '../model/own-files/examples';
import { exampleValues } from '../model/own-files/example-values';
import { readAttributesFile } from '../model/own-files/read-file';
import { byAttributeHash, findingsByAttributeHash } from '../model/nodes-link';
import { plural } from '../model/words';
import { fleetQuery } from '../navigation';
import { attributes, type AttributesContent } from '../own-files';
import type { Session } from '../session';
import { FileSection } from './file-section';
import { LoadedFile } from './loaded-file';

/** Columns of the person's own for the nodes. */
export function AttributesFile({ session }: { session: Session }) {
  const file = attributes.value;
  return (
    <FileSection
      title="Attributes"
      lead={
        <>
          Columns of your own for the nodes, such as owner, team and environment: CSV, or JSON with a
          list of objects, with a column <code>instanceId</code>. A column “Team” is the property{' '}
          <code>tag.Team</code> of filters, groups and files.
        </>
      }
      accept=".csv,.json,.txt,.tsv,.gz,text/csv,application/json"
      example={ATTRIBUTES_EXAMPLE}
      onFile={async (chosen) => {
        const content = await readAttributesFile(chosen);
        attributes.value = { name: chosen.name, readAt: new Date(), content };
        return `${chosen.name}: ${joinedWords(session)}`;
      }}
    >
      {file && (
        <LoadedFile {...file} onRemove={() => (attributes.value = undefined)}>
          <p>
            {plural(file.content.rows.length, 'row')}. {joinedWords(session)}.
          </p>
          <ColumnLinks content={file.content} />
        </LoadedFile>
      )}
    </FileSection>
  );
}

/** Each column by the name that filters have for it, with ways to its findings and nodes, and to the findings of some values. */
function ColumnLinks({ content: { columns, rows } }: { content: AttributesContent }) {
  const { staleDays } = fleetQuery.value;
  return (
    <>
      <p>
        {columns.length === 1 ? 'Column' : 'Columns'} by the names that filters have for them, with
        their open patches and nodes:
      </p>
      <ul class="attribute-columns" aria-label="Columns">
        {columns.map((name) => (
          <li key={name}>
            <code>tag.{name}</code>: <a href={findingsByAttributeHash(name, columns)}>Findings by {name}</a>,{' '}
            <a href={byAttributeHash(name, columns, staleDays)}>Nodes by {name}</a>
            {exampleValues(rows, name).map((value, at) => (
              <>
                {at === 0 ? '; findings of ' : ', '}
                <a key={value} href={findingsByAttributeHash(name, columns, value)}>
                  {value}
                </a>
              </>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** `Joined 120 nodes, 3 rows name unknown nodes`. */
function joinedWords({ fleet }: Session): string {
  // It brings the file to the fleet, and asks again when the fleet has grown.
  currentSource();
  const { joined, source } = fleet.load;
  if (!joined || !source) return 'They are joined when the fleet is read';
  const { unknown } = joined;
  const rest =
    unknown === 0
      ? 'no row names an unknown node'
      : `${plural(unknown, 'row')} ${unknown === 1 ? 'names an unknown node' : 'name unknown nodes'}`;
  const isDone = fleet.phase.value === 'done';
  const without = (summary.value.value?.nodes ?? 0) - joined.joined;
  if (isDone && without > 0) {
    return `Joined ${plural(joined.joined, 'node')}, ${rest}, ${plural(without, 'node has', 'nodes have')} no row`;
  }
  return `Joined ${plural(joined.joined, 'node')}, ${rest}${isDone ? '' : ' so far'}`;
}
