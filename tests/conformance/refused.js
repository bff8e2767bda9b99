import assert from 'node:assert/strict';
import { PatchlensError } from 'patchlens';

/** For `assert.rejects`: checks that the service returned an error response with this code. */
export function refused(awsCode) {
  return (error) => {
    assert.ok(error instanceof PatchlensError, String(error));
    assert.deepEqual([error.code, error.awsCode], ['service', awsCode], error.message);
    assert.ok(error.message.includes(awsCode), error.message);
    return true;
  };
}

/** Checks that a credentials provider failed because of an error response with this code. */
export function refusedASource(awsCode) {
  return (error) => {
    assert.ok(error instanceof PatchlensError, String(error));
    assert.equal(error.code, 'credentials', error.message);
    return refused(awsCode)(error.cause);
  };
}
