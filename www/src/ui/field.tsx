import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  hint?: string;
  class?: string;
  /** The control. It must have the id, so that the label names it. */
  children: (id: string) => ComponentChildren;
}

export function Field({ label, hint, class: extra = '', children }: Props) {
  const id = useId();
  return (
    <div class={`field ${extra}`}>
      <label class="field-label" for={id}>
        {label}
        {hint && <span class="muted"> ({hint})</span>}
      </label>
      {children(id)}
    </div>
  );
}
