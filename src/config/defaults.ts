/** Every other default of the configuration, in one place. */
export const DEFAULTS = {
  /** Objects kept in a finding of `result.json`; `findings.csv` has them all. */
  objectsInResult: 200,
  /** Sites, drives and lists read at the same time. */
  concurrency: 4,
  /** Seconds that one request may take. */
  requestTimeoutSeconds: 100,
} as const;
