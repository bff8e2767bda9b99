/** The baseline that a patch group uses; the default one for a group that is not registered. */
export const getPatchBaselineForPatchGroup = {
  input: 'GetPatchBaselineForPatchGroupRequest',

  answer({ input: { PatchGroup, OperatingSystem = 'WINDOWS' } }, { fleet }) {
    const { id } = fleet.baselines.ofGroup(PatchGroup, OperatingSystem);
    return { BaselineId: id, PatchGroup, OperatingSystem };
  },
};
