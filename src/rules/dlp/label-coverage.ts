/** On how many of the files a DLP rule for labels can bear: of those whose label was read, as a share. */
import type { Totals } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { plural } from '../kit.js';

export interface LabelCoverage {
  /** Percent of files read that carry a label of the rule, and that carry any; null: no label was read. */
  readonly percent: number | null;
  readonly labelled: number | null;
  /** Too few files carry a label, or none carries one of the rule. */
  readonly isLow: boolean;
  /** Why nothing can be said of the share; null: enough was read. */
  readonly gap: Gap | null;
}

export function coverageOf(
  { labelRead, labelled, files, sitesCoverage }: Pick<Totals, 'labelRead' | 'labelled' | 'files' | 'sitesCoverage'>,
  labelFiles: number,
  { labelCoverageNear, labelCoverageSampleMin }: { readonly labelCoverageNear: number; readonly labelCoverageSampleMin: number },
): LabelCoverage {
  const percentOf = (count: number) => (labelRead === 0 ? null : Math.floor((count / labelRead) * 1000) / 10);
  const isWhole = labelRead > 0 && labelRead >= files && sitesCoverage === 100;
  const isEnough = labelRead >= labelCoverageSampleMin || isWhole;
  const detail = `the sensitivity label of ${plural(labelRead, 'file')} was read; at least ${labelCoverageSampleMin} are needed to speak of a share`;
  return {
    percent: percentOf(labelFiles),
    labelled: percentOf(labelled),
    isLow: isEnough && (labelled / labelRead < labelCoverageNear || labelFiles === 0),
    gap: isEnough ? null : { reason: 'not-yet-read', detail },
  };
}
