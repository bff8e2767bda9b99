/** The baseline of the nodes that are in no patch group. */
export const getDefaultPatchBaseline = {
  input: 'GetDefaultPatchBaselineRequest',

  answer({ input: { OperatingSystem = 'WINDOWS' } }, { fleet }) {
    return { BaselineId: fleet.baselines.defaultOf(OperatingSystem).id, OperatingSystem };
  },
};
