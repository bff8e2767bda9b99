/**
 * A rule that approves patches.
 * @typedef {object} Rule
 * @property {Record<string, string[]>} filters values by filter key; all keys must match, `*`
 *   matches everything
 * @property {string} level the compliance level of a missing patch
 * @property {number} [approveAfterDays] either this
 * @property {string} [approveUntil] or this, `YYYY-MM-DD`
 * @property {boolean} enableNonSecurity whether the rule includes Linux patches that are no security
 *   updates
 *
 * A patch baseline. Timestamps are epoch seconds.
 * @typedef {object} Baseline
 * @property {string} id
 * @property {string} name
 * @property {string} operatingSystem
 * @property {string} [description]
 * @property {'AWS' | 'Self'} owner
 * @property {boolean} isDefault whether nodes without a patch group use it
 * @property {Record<string, string[]>} globalFilters
 * @property {Rule[]} rules
 * @property {string[]} approved
 * @property {string} [approvedLevel]
 * @property {boolean} [approvedEnableNonSecurity]
 * @property {string[]} rejected
 * @property {'ALLOW_AS_DEPENDENCY' | 'BLOCK'} rejectedAction
 * @property {object[]} sources
 * @property {string[]} groups the patch groups that use it
 * @property {number} createdAt
 * @property {number} modifiedAt
 * @property {'COMPLIANT' | 'NON_COMPLIANT'} [availableSecurityUpdates]
 */
export {};
