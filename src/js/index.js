// patchlens: AWS Systems Manager Patch Manager reads over fetch. The types are in index.d.ts.
export { PatchClient } from './client.js';
export { PatchlensError } from './error.js';
export { explainSignatureMismatch } from './mismatch.js';
export { patchState } from './patch-state.js';
export { signRequest } from './sign.js';
export { fromAssumeRole } from './credential-providers/assume-role.js';
export { fromCognitoIdentityPool } from './credential-providers/cognito-identity-pool.js';
export { fromWebIdentity } from './credential-providers/web-identity.js';
