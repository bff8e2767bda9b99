/**
 * The principal behind a signature.
 * @typedef {object} Caller
 * @property {string} arn such as `arn:aws:sts::123456789012:assumed-role/Reader/session`
 * @property {string} userId
 */
export {};
