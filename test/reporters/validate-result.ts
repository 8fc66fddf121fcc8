/** Judges a result by the published JSON Schema; for every test that makes one. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const SCHEMA = new URL('../../schemas/result-1.2.schema.json', import.meta.url);

/** One line a fault; none where the result is as published. */
export function validateResult(result: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true, strictRequired: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  // As a reader of the file sees it: without `undefined` and without prototypes.
  return validate(JSON.parse(JSON.stringify(result)))
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`);
}
