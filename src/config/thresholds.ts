/** The one table of thresholds: default, bounds, unit, and why the default is what it is. Every value is printed in the report. */
import type { ThresholdName, Thresholds } from '../evidence/thresholds.js';

export interface ThresholdInfo {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly describe: string;
}

export const THRESHOLDS: { readonly [T in ThresholdName]: ThresholdInfo } = {
  staleMemberDays: {
    default: 90,
    min: 1,
    max: 3650,
    unit: 'days',
    describe: 'A member without a sign-in for longer is a suspected leaver.',
  },
  staleGuestDays: { default: 90, min: 1, max: 3650, unit: 'days', describe: 'A guest without a sign-in for longer is stale.' },
  neverSignedInDays: {
    default: 30,
    min: 1,
    max: 3650,
    unit: 'days',
    describe: 'An account that never signed in is left alone for this long after it was made.',
  },
  pendingInvitationDays: {
    default: 30,
    min: 1,
    max: 3650,
    unit: 'days',
    describe: 'An invitation that a guest did not accept for longer is stale.',
  },
  staleGuestConditionCount: {
    default: 10,
    min: 0,
    max: 100_000,
    unit: 'guests',
    describe: 'More stale guests than this are a condition of the verdict.',
  },
  longStaleDays: {
    default: 730,
    min: 1,
    max: 7300,
    unit: 'days',
    describe: 'Broadly shared content untouched for longer has to be reviewed.',
  },
  departedOneDriveDays: {
    default: 30,
    min: 0,
    max: 3650,
    unit: 'days',
    describe: 'Time after which the OneDrive of somebody who left should be handed over and shut.',
  },
  orgWideShare: {
    default: 0.8,
    min: 0.1,
    max: 1,
    unit: 'share of enabled members',
    describe: 'A group with at least this share of the staff is "all staff" in fact, whatever its name.',
  },
  broadShare: {
    default: 0.25,
    min: 0.01,
    max: 1,
    unit: 'share of enabled members',
    describe: 'Readers from this share on are "broad" (with broadMinimum readers at least).',
  },
  broadMinimum: { default: 5, min: 1, max: 100_000, unit: 'people', describe: 'Fewer readers than this are never "broad".' },
  broadAlways: {
    default: 100,
    min: 1,
    max: 1_000_000,
    unit: 'people',
    describe: 'This many readers are "broad" whatever the size of the staff.',
  },
  directReadersMax: {
    default: 10,
    min: 1,
    max: 100_000,
    unit: 'people',
    describe: 'More people than this with a direct grant on a PHI-looking item in a OneDrive are too many.',
  },
  orgLinksWarnCount: {
    default: 50,
    min: 0,
    max: 10_000_000,
    unit: 'links',
    describe: 'More organization links than this are a warning.',
  },
  orgLinksFailCount: {
    default: 500,
    min: 0,
    max: 10_000_000,
    unit: 'links',
    describe: 'More organization links than this are a fail.',
  },
  orgLinksWarnShare: {
    default: 0.01,
    min: 0,
    max: 1,
    unit: 'share of files',
    describe: 'Files behind organization links above this share are a warning.',
  },
  orgLinksFailShare: {
    default: 0.05,
    min: 0,
    max: 1,
    unit: 'share of files',
    describe: 'Files behind organization links above this share are a fail.',
  },
  minimumOwners: { default: 2, min: 1, max: 10, unit: 'owners', describe: 'Valid owners that every group and team should have.' },
  mfaExclusionsMax: {
    default: 2,
    min: 0,
    max: 100,
    unit: 'accounts',
    describe: 'Accounts (break-glass) that an MFA policy may leave out.',
  },
  siteCoverageGo: {
    default: 95,
    min: 1,
    max: 100,
    unit: 'percent',
    describe: 'Sites and drives read whole below this: at best Go with conditions.',
  },
  siteCoverageFloor: {
    default: 70,
    min: 0,
    max: 100,
    unit: 'percent',
    describe: 'Sites and drives read whole below this: the verdict is not determined.',
  },
};

export const THRESHOLD_NAMES = Object.keys(THRESHOLDS) as ThresholdName[];

export const DEFAULT_THRESHOLDS: Thresholds = Object.fromEntries(
  THRESHOLD_NAMES.map((name) => [name, THRESHOLDS[name].default]),
) as unknown as Thresholds;
