interface Props {
  href: string;
  text: string;
  /** What stands below the text. */
  note?: string | undefined;
  /** Whether a long text takes several lines. */
  wraps?: boolean;
}

/** What a row opens. The row itself takes the focus and Enter opens it; the link is for the mouse. */
export function RowLink({ href, text, note, wraps = false }: Props) {
  return (
    <>
      <a
        class={wraps ? 'row-link' : 'node-name'}
        href={href}
        tabIndex={-1}
        title={wraps ? undefined : text}
        data-opens
      >
        {text}
      </a>
      {note && <span class="node-id">{note}</span>}
    </>
  );
}
