const STATES =
  /^(INSTALLED(_OTHER|_PENDING_REBOOT|_REJECTED)?|MISSING|NOT_APPLICABLE|FAILED|AVAILABLE_SECURITY_UPDATE)$/;

export function patchState(state) {
  const enumState = state.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
  return STATES.test(enumState) ? enumState : state;
}
