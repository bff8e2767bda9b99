import type { ComponentChildren } from 'preact';
import { announce } from '../announce';
import { Icon } from './icon';
import { TimeAgo } from './time-ago';

interface Props {
  name: string;
  readAt: Date;
  /** What is in it. */
  children: ComponentChildren;
  onRemove: () => void;
}

/** A file that is loaded, with what is in it. */
export function LoadedFile({ name, readAt, children, onRemove }: Props) {
  const remove = () => {
    onRemove();
    announce(`“${name}” removed`);
  };
  return (
    <div class="loaded-file">
      <div class="loaded-facts">
        <p>
          <strong class="loaded-name">{name}</strong>{' '}
          <span class="muted">
            read <TimeAgo time={readAt} />
          </span>
        </p>
        {children}
      </div>
      <button type="button" class="button button-small" onClick={remove}>
        <Icon name="close" />
        Remove<span class="visually-hidden"> {name}</span>
      </button>
    </div>
  );
}
