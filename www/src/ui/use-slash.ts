import type { RefObject } from 'preact';
import { useCallback } from 'preact/hooks';
import { useSingleKey } from './use-single-key';

/** Lets `/` focus a field. */
export function useSlash(field: RefObject<HTMLElement | null>): void {
  useSingleKey(
    '/',
    useCallback(() => field.current?.focus(), [field]),
  );
}
