/** The scopes that the address names, and what the page has to do about them. */
import { computed, effect } from '@preact/signals';
import { prefill } from './connect-draft';
import { readContext } from './model/address-context';
import { missingScopes } from './model/scope';
import { nameScopes, route } from './navigation';
import { serverAddress } from './model/server-address';
import { lastServer, openNamedServer, openSample, sample, serverToOpen, session, way } from './session';

/** An address with a server means what that has. Compared as texts, so that an address that means the same changes nothing. */
const askedText = computed(() => {
  const { value: at } = route;
  if (at.page === 'connect') return '';
  const { scopes, server } = readContext(at.query);
  return server ? '' : scopes.join(',');
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
  () => session.value === undefined && Boolean(sample.value) && askedText.value === '' && !askedServerText.value,
);

const askedServerText = computed(() => {
  const { value: at } = route;
  return at.page === 'connect' ? undefined : readContext(at.query).server;
});

/** The server of the address, unless the page is connected to it. It is contacted by a click only. */
export const unconnectedServer = computed(() => {
  const now = session.value;
  const isShown = now?.kind === 'server' && now.endpoint === askedServerText.value;
  return isShown ? undefined : askedServerText.value;
});

/** Whether the address means something else than what is connected. */
export const isUnconnected = computed(
  () => unconnectedServer.value !== undefined || unconnected.value.length > 0,
);

/** Whether an address means the site's own server: it names that, or nothing. */
function meansNoOther(url: string): boolean {
  if (session.value !== undefined || askedText.value !== '') return false;
  return !askedServerText.value || askedServerText.value === serverAddress(url);
}

export function followLinkedScopes(): void {
  effect(() => {
    if (wantsSample.value && sample.peek()) openSample(sample.peek()!);
  });
  effect(() => {
    const url = serverToOpen.value;
    if (url !== undefined && meansNoOther(url)) void openNamedServer(url);
  });
  effect(() => {
    if (unconnected.value.length > 0) prefill(unconnected.value);
    // A server's form cannot connect to the scopes of a link.
    if (unconnected.value.length > 0 && way.peek() === 'server') way.value = 'keys';
  });
  effect(() => {
    if (unconnectedServer.value === undefined) return;
    lastServer.value = unconnectedServer.value;
    way.value = 'server';
  });
  effect(nameScopes);
}
