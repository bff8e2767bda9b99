/** The scopes that the address names, and what the page has to do about them. */
import { computed, effect } from '@preact/signals';
import { prefill } from './connect-draft';
import { readContext } from './model/address-context';
import { missingScopes } from './model/scope';
import { nameScopes, route } from './navigation';
import { openSample, sample, session } from './session';

/** Compared as texts, so that an address that means the same changes nothing. */
const askedText = computed(() => {
  const { value: at } = route;
  return at.page === 'connect' ? '' : readContext(at.query).scopes.join(',');
});
const asked = computed(() => askedText.value.split(',').filter(Boolean));

const connected = computed(() => (session.value?.kind === 'own' ? session.value.scopes : []));

/** The scopes of the address that are not connected. The page shows nothing in their place. */
export const unconnected = computed(() => missingScopes(asked.value, connected.value));

/** Scopes that are shown though the address does not name them. */
export const notAsked = computed(() =>
  asked.value.length === 0 ? [] : missingScopes(connected.value, asked.value),
);

/** The scopes of the address, where it names fewer than are connected. */
export const askedScopes = asked;

/** The sample fleet stands for nothing but itself: an address that names scopes does not open it. */
const wantsSample = computed(
  () => session.value === undefined && Boolean(sample.value) && askedText.value === '',
);

export function followLinkedScopes(): void {
  effect(() => {
    if (wantsSample.value && sample.peek()) openSample(sample.peek()!);
  });
  effect(() => {
    if (unconnected.value.length > 0) prefill(unconnected.value);
  });
  effect(nameScopes);
}
