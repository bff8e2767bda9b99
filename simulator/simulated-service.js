/**
 * A call of an operation, once its signature was verified and its input read.
 * @typedef {object} Call
 * @property {string} operation
 * @property {object} input
 * @property {string} [accessKeyId] absent for calls that need no signature
 * @property {string} [account] whose nodes a call of SSM reads, if the simulator has several accounts
 * @property {string} [region] where they are, likewise
 *
 * What `onRequest` receives.
 * @typedef {object} RequestRecord
 * @property {string} requestId
 * @property {string} method
 * @property {string} path
 * @property {string} [operation] absent if unknown
 * @property {string} [accessKeyId] absent unless the signature is valid
 * @property {string} [account] as in the call
 * @property {string} [region] as in the call
 * @property {number} [status] absent if the connection was reset
 * @property {string} [code] the error code, in an error response
 * @property {string} [fault] the kind of the fault that was applied
 *
 * One of the services behind the address of a simulator.
 * @typedef {object} SimulatedService
 * @property {(request: import('./http/received-request.js').ReceivedRequest) => boolean} recognizes
 *   whether a request is in the protocol of the service
 * @property {(request: import('./http/received-request.js').ReceivedRequest,
 *   record: RequestRecord) => Promise<Call>} readCall verifies the signature and reads the input;
 *   throws a ServiceError if either is wrong
 * @property {(call: Call) => import('./faults/kinds.js').Fault | undefined} [limit] the fault of a
 *   call that exceeds a rate limit
 * @property {(call: Call) => import('./http/response.js').ServiceResponse} respond
 * @property {(response: import('./http/response.js').ServiceResponse,
 *   request: import('./http/received-request.js').ReceivedRequest,
 *   record: RequestRecord) => import('./http/response.js').ServiceResponse} format puts a response
 *   into the form of the protocol
 */
export {};
