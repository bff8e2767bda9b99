const STATES =
  /^(INSTALLED(_OTHER|_PENDING_REBOOT|_REJECTED)?|MISSING|NOT_APPLICABLE|FAILED|AVAILABLE_SECURITY_UPDATE)$/;

export function patchState(state) {
  const enumState = state.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase();
  return STATES.test(enumState) ? enumState : state;
}
