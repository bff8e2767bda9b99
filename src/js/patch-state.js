const STATES =
  /^(INSTALLED(_OTHER|_PENDING_REBOOT|_REJECTED)?|MISSING|NOT_APPLICABLE|FAILED|AVAILABLE_SECURITY_UPDATE)$/i;

export function patchState(state) {
  if (typeof state !== 'string') return state;
  // No lookbehind: before Safari 16.4 it is a syntax error, which fails the whole bundle.
  const enumState = state.replace(/([a-z])([A-Z])/g, '$1_$2');
  return STATES.test(enumState) ? enumState.toUpperCase() : state;
}
