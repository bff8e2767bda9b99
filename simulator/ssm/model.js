import model from '../../model/ssm.json' with { type: 'json' };

/**
 * A shape of SSM's service model; model/README.md says how the model is laid out.
 * @typedef {object} Shape
 * @property {'structure' | 'list' | 'map' | 'string' | 'integer' | 'boolean' | 'timestamp'} type
 * @property {Record<string, { shape: string, required?: boolean }>} [members]
 * @property {string} [member] the shape of the items of a list
 * @property {string} [key]
 * @property {string} [value] the shape of the values of a map
 * @property {number} [min]
 * @property {number} [max]
 * @property {string} [pattern]
 * @property {string[]} [enum]
 * @property {boolean} [sensitive]
 * @property {boolean} [exception]
 * @property {boolean} [fault] whether the server is to blame
 *
 * @typedef {object} ModeledOperation
 * @property {string} input the name of a shape
 * @property {string} output the name of a shape
 * @property {string[]} errors the names of shapes
 * @property {string | null} items the output member that holds the items of a page
 */

/** @type {Record<string, Shape>} */
export const SHAPES = model.shapes;

/** @type {Record<string, ModeledOperation>} */
export const OPERATIONS = model.operations;

/** What X-Amz-Target has before the name of the operation. */
export const TARGET_PREFIX = `${model.metadata.targetPrefix}.`;

/** The content type of requests and responses. */
export const CONTENT_TYPE = `application/x-amz-json-${model.metadata.jsonVersion}`;
