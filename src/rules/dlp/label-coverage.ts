/** On how many of the files a DLP rule for labels can bear: of those whose label was read, as a share. */
import type { Totals } from '../../derive/rows.js';
import type { Gap } from '../../evidence/coverage.js';
import { plural } from '../kit.js';
import { intervalOf } from '../labels/interval.js';

export interface LabelCoverage {
  /** Percent of files read that carry a label of the rule, and that carry any; null: no label was read. */
  readonly percent: number | null;
  readonly labelled: number | null;
  /** Too few files carry a label, or none carries one of the rule. */
  readonly isLow: boolean;
  /** Why nothing can be said of the share; null: enough was read. */
  readonly gap: Gap | null;
}

type Read = Pick<Totals, 'labelRead' | 'labelled' | 'files' | 'sitesCoverage' | 'placesGap'>;
interface Bounds {
  readonly labelCoverageNear: number;
  readonly labelCoverageSampleMin: number;
}

/** A sample can show that too few are labelled; that enough are takes all files, for what was not read may carry none. */
export function coverageOf(
  read: Read,
  labelFiles: number,
  { labelCoverageNear: near, labelCoverageSampleMin }: Bounds,
): LabelCoverage {
  const { labelRead, labelled, files, sitesCoverage, placesGap } = read;
  const percentOf = (count: number) => (labelRead === 0 ? null : Math.floor((count / labelRead) * 1000) / 10);
  const isWhole = labelRead > 0 && sitesCoverage === 100 && placesGap === null;
  const isAll = isWhole && labelRead >= files;
  const isSample = labelRead >= labelCoverageSampleMin;
  const most = (labelled + Math.max(0, files - labelRead)) / files;
  const isThin = (isWhole && most < near) || (isSample && intervalOf(labelled, labelRead)[1] < near);
  const isLow = isThin || ((isAll || isSample) && labelFiles === 0);
  const isHigh = isWhole && labelled / files >= near && labelFiles > 0;
  return {
    percent: percentOf(labelFiles),
    labelled: percentOf(labelled),
    isLow,
    gap: isLow || isHigh ? null : (placesGap ?? { reason: 'not-yet-read', detail: detailOf(read) }),
  };
}

function detailOf({ labelRead, files }: Read): string {
  const rest = 'what was not read may carry none';
  return `the sensitivity label of ${plural(labelRead, 'file')} out of ${files.toLocaleString('en-US')} that were listed was read, and ${rest}`;
}
