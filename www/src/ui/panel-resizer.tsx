import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { remember, remembered } from '../preferences';
import { isWideWindow } from '../wide-window';

const LEAST_PX = 280;
const STEP_PX = 24;

const SIDES = {
  width: { key: 'patchlens-panel-width', first: 420, most: () => window.innerWidth * 0.6 },
  height: { key: 'patchlens-panel-height', first: 340, most: () => window.innerHeight * 0.7 },
} as const;

/** The border between a table and its panel. Arrow keys and the pointer move it. */
export function PanelResizer({ panel }: { panel: RefObject<HTMLElement | null> }) {
  const side = isWideWindow.value ? 'width' : 'height';
  const { key, first, most } = SIDES[side];
  const [sizes, setSizes] = useState<Partial<Record<typeof side, number>>>({});
  const limit = Math.max(LEAST_PX, Math.round(most()));
  const wanted = sizes[side] ?? (Number(remembered(key)) || first);
  const size = Math.max(LEAST_PX, Math.min(limit, wanted));
  const dragged = useRef(false);
  useLayoutEffect(() => {
    panel.current?.parentElement?.style.setProperty(`--panel-${side}`, `${size}px`);
  }, [side, size]);
  const resize = (next: number) => {
    const px = Math.round(Math.max(LEAST_PX, Math.min(limit, next)));
    setSizes({ ...sizes, [side]: px });
    remember(key, String(px));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = sizeAfter(event.key, size, limit);
    if (next === undefined) return;
    event.preventDefault();
    resize(next);
  };
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const rect = dragged.current && panel.current?.getBoundingClientRect();
    if (rect) resize(side === 'width' ? rect.right - clientX : rect.bottom - clientY);
  };
  return (
    <div
      class="panel-resizer"
      role="separator"
      tabIndex={0}
      aria-label="Size of the panel"
      aria-orientation={side === 'width' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={LEAST_PX}
      aria-valuemax={limit}
      aria-valuetext={`${size} pixels`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        dragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => {
        dragged.current = false;
      }}
    />
  );
}

/** The panel is at the right or at the bottom, so that left and up make it larger. */
function sizeAfter(key: string, size: number, limit: number): number | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowUp') return size + STEP_PX;
  if (key === 'ArrowRight' || key === 'ArrowDown') return size - STEP_PX;
  if (key === 'Home') return LEAST_PX;
  return key === 'End' ? limit : undefined;
}
