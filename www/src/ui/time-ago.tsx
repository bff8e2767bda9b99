import { useState } from 'preact/hooks';
import { announce } from '../announce';
import { now } from '../clock';
import { formatExact, formatIn } from '../model/times';
import { times } from '../preferences';
import { Dash } from './patch-cells';

interface Props {
  time: Date | undefined;
  /** In a grid: whether its cell has the focus. Only then it is in the tab order. */
  active?: boolean;
}

/** A time in the words that the reader prefers; a press shows the exact time, local and in UTC. */
export function TimeAgo({ time, active = true }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (!time) return <Dash />;
  const exact = formatExact(time);
  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen) announce(exact);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <>
      <button
        type="button"
        class="time"
        aria-expanded={isOpen}
        title={exact}
        tabIndex={active ? 0 : -1}
        onClick={toggle}
        onKeyDown={onKeyDown}
      >
        <time dateTime={time.toISOString()}>{formatIn(times.value, time, now.value)}</time>
      </button>
      {isOpen && <span class="time-exact">{exact}</span>}
    </>
  );
}
