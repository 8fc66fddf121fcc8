/** How whole the list of sensitivity labels is, which two sources can tell. */
import { type Coverage, distinctGaps, type Gap, gapsOf, isSilent } from '../evidence/coverage.js';
import type { DatasetName } from '../evidence/datasets.js';

const DISPUTED: Gap = { reason: 'contradictory', detail: 'Microsoft Graph lists sensitivity labels, and Get-Label lists none' };

/**
 * What `Get-Label` said decides; where it said nothing, Graph's list stands in. That one of the two lists none at all is
 * not taken for a tenant without labels while Graph lists some, or while the cmdlet was asked and did not answer.
 */
export function labelCoverage(coverage: (dataset: DatasetName) => Coverage): Coverage {
  const cmdlet = coverage('labels');
  const graph = coverage('sensitivityLabels');
  if (cmdlet.state === 'complete' && cmdlet.rows === 0 && graph.rows > 0) return absent([DISPUTED]);
  if (cmdlet.state !== 'absent') return cmdlet;
  const isDoubted = graph.state === 'complete' && graph.rows === 0 && !gapsOf(cmdlet).every(isSilent);
  return graph.state === 'absent' || isDoubted ? absent([...gapsOf(cmdlet), ...gapsOf(graph)]) : graph;
}

function absent(gaps: readonly Gap[]): Coverage {
  return { state: 'absent', rows: 0, gaps: distinctGaps(gaps) };
}
