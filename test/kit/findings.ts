/** Findings and objects as the engine makes them, on a base that passes: for the verdict, the mask and the root causes. */
import type { PlacedFinding, PlacedObject } from '../../src/result/types.js';

export function anObject(over: Partial<PlacedObject> = {}): PlacedObject {
  return {
    type: 'site',
    id: 'object-1',
    name: 'Front office',
    url: null,
    severity: 'medium',
    gate: null,
    reach: null,
    detail: {},
    place: null,
    siteId: null,
    readersShare: 0,
    sensitive: false,
    suspicion: false,
    ...over,
  };
}

export function aFinding(over: Partial<PlacedFinding> = {}): PlacedFinding {
  const objects = over.objects ?? [];
  return {
    ruleId: 'TEST-001',
    revision: 1,
    hiddenGate: null,
    pillar: 'identity',
    outcome: 'pass',
    severity: 'medium',
    gate: null,
    title: 'All is well',
    summary: 'All is well.',
    messageId: 'none',
    affected: { count: objects.length, total: null },
    measures: {},
    objects,
    objectsTruncated: false,
    gaps: [],
    rootCause: null,
    rationale: '',
    remediation: { summary: '', steps: [], effort: 'minutes' },
    references: [],
    ...over,
  };
}
