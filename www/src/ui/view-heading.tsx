import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { hasMoved } from '../navigation';

interface Props {
  title: string;
  /** `false` if another element takes the focus. */
  takesFocus?: boolean;
}

/** The heading of a view. It takes the focus when the view comes in the place of another. */
export function ViewHeading({ title, takesFocus = true }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (!hasMoved()) return;
    announce(title);
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} – patchlens`;
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}
