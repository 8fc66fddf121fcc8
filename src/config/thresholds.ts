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
  inactiveSiteDays: {
    default: 180,
    min: 1,
    max: 3650,
    unit: 'days',
    describe: 'A site without activity for longer is inactive.',
  },
  uniqueItemsWarnCount: {
    default: 500,
    min: 0,
    max: 1_000_000,
    unit: 'items',
    describe: 'More items with their own permissions in one library than this are hard to review.',
  },
  uniqueItemsFailCount: {
    default: 5000,
    min: 1,
    max: 1_000_000,
    unit: 'items',
    describe:
      'More items with their own permissions in one library than this cannot be reviewed; Microsoft advises the same bound.',
  },
  uniqueItemsWarnShare: {
    default: 0.05,
    min: 0,
    max: 1,
    unit: 'share of items',
    describe: 'A larger share of items with their own permissions is hard to review.',
  },
  siteAdminsMax: {
    default: 4,
    min: 1,
    max: 100,
    unit: 'administrators',
    describe: 'More administrators of one site than this are too many.',
  },
  anyoneLinkDaysMax: { default: 30, min: 1, max: 730, unit: 'days', describe: 'Anyone links should end within this time.' },
  guestExpiryDaysMax: {
    default: 60,
    min: 1,
    max: 730,
    unit: 'days',
    describe: 'The access of guests should end within this time.',
  },
  guestReAuthDaysMax: {
    default: 30,
    min: 1,
    max: 365,
    unit: 'days',
    describe: 'Guests with a one-time passcode should prove themselves again within this time.',
  },
  idleSignOutMinutesMax: {
    default: 180,
    min: 1,
    max: 1440,
    unit: 'minutes',
    describe: 'Idle browsers should be signed out within this time.',
  },
  labelledShareMin: {
    default: 0.95,
    min: 0,
    max: 1,
    unit: 'share of PHI-looking files',
    describe: 'Less than this share with a sensitivity label is a finding.',
  },
  labelledSampleMin: {
    default: 20,
    min: 1,
    max: 100_000,
    unit: 'PHI-looking files',
    describe: 'With fewer files whose label was read, nothing is said of labels.',
  },
  labelPublishedShareMin: {
    default: 0.95,
    min: 0,
    max: 1,
    unit: 'share of enabled members',
    describe: 'Labels published to a smaller share of the staff are a finding.',
  },
  labelCoverageReady: {
    default: 0.8,
    min: 0,
    max: 1,
    unit: 'share of files',
    describe: 'From this share of labelled files on, labels cover what is there.',
  },
  labelCoverageNear: {
    default: 0.4,
    min: 0,
    max: 1,
    unit: 'share of files',
    describe: 'A smaller share of labelled files is a finding; between the two it is a warning.',
  },
  labelCoverageSampleMin: {
    default: 200,
    min: 1,
    max: 1_000_000,
    unit: 'files',
    describe: 'With the labels of fewer files read, and not of all, nothing is said of the share.',
  },
  simulationDaysMax: {
    default: 30,
    min: 1,
    max: 3650,
    unit: 'days',
    describe: 'A policy in simulation for longer is one that nobody turned on.',
  },
  auditRetentionDaysMin: {
    default: 365,
    min: 1,
    max: 3650,
    unit: 'days',
    describe: 'Audit records should be kept for at least this long.',
  },
  exportDaysMax: {
    default: 31,
    min: 1,
    max: 3650,
    unit: 'days',
    describe: 'What an export says that is older than this counts no longer as known.',
  },
  medianReachWarnShare: {
    default: 0.3,
    min: 0,
    max: 1,
    unit: 'share of files',
    describe: 'A median employee who reaches more than this is a warning.',
  },
  medianReachFailShare: {
    default: 0.6,
    min: 0,
    max: 1,
    unit: 'share of files',
    describe: 'A median employee who reaches more than this is a finding.',
  },
  secondOpinionShare: {
    default: 0.2,
    min: 0,
    max: 1,
    unit: 'share',
    describe: 'An imported report may differ from the crawl by this much before the report speaks of it.',
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
