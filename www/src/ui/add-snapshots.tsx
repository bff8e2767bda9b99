import { useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { addFiles } from '../history';
import { plural } from '../model/words';
import { Icon } from './icon';

/** Takes snapshots from disk into the trend, as long as the page is open. */
export function AddSnapshots() {
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<{ name: string; reason: string }[]>([]);
  const add = async () => {
    const files = [...(input.current?.files ?? [])];
    const failed = await addFiles(files);
    setWrong(failed);
    announce(`${plural(files.length - failed.length, 'snapshot')} added`);
    if (input.current) input.current.value = '';
  };
  return (
    <div class="add-snapshots">
      <input
        ref={input}
        type="file"
        class="visually-hidden"
        multiple
        accept=".fleet,.bin,.snapshot"
        aria-label="Snapshot files"
        tabIndex={-1}
        onChange={add}
      />
      <button type="button" class="button button-small" onClick={() => input.current?.click()}>
        <Icon name="up" />
        Add snapshot files
      </button>
      {wrong.length > 0 && (
        <div class="panel panel-error" role="alert">
          {wrong.map(({ name, reason }) => (
            <p key={name}>
              {name} was not added. {reason}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
