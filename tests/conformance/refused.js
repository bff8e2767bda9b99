import assert from 'node:assert/strict';
import { PatchlensError } from 'patchlens';

/** That the service refused, with this code, for `assert.rejects`. */
export function refused(awsCode) {
  return (error) => {
    assert.ok(error instanceof PatchlensError, String(error));
    assert.deepEqual([error.code, error.awsCode], ['service', awsCode], error.message);
    assert.ok(error.message.includes(awsCode), error.message);
    return true;
  };
}

/** That a source got no credentials, since the service that it asked refused with this code. */
export function refusedASource(awsCode) {
  return (error) => {
    assert.ok(error instanceof PatchlensError, String(error));
    assert.equal(error.code, 'credentials', error.message);
    return refused(awsCode)(error.cause);
  };
}
