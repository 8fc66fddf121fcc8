/** OD-002: OneDrives of people who left. */
import { expect, it } from 'vitest';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/onedrive/od-002.js';
import { aDrive, daysAgo, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';
import { someSharePointTenant } from '../../kit/sharepoint-settings.js';

const YES = known(true);
const GAP = unknown(FORBIDDEN);
const gone = (days: number) => ({ ownerDeparted: YES, ownerLeftOn: known(daysAgo(days)) });
const shared = { liveShares: known(3) };

ruleCases(rule, {
  pass: [
    { name: 'a shared OneDrive of somebody who works here', rows: { drive: [aDrive(shared)] } },
    { name: 'left 30 days ago', rows: { drive: [aDrive({ ...gone(30), ...shared })] } },
    { name: 'left lately, and the shares are not known', rows: { drive: [aDrive({ ...gone(5), liveShares: GAP })] } },
    { name: 'works here, and nothing else is known', rows: { drive: [aDrive({ ownerLeftOn: GAP, liveShares: GAP })] } },
  ],
  fail: [
    {
      name: 'left 31 days ago',
      rows: { drive: [aDrive({ ...gone(31), ...shared }), aDrive({ drive: { id: 'drive-2' } })] },
      facts: {
        sharePointSettings: [
          {
            sharingCapability: null,
            sharingDomainRestrictionMode: null,
            sharingAllowedDomainList: [],
            sharingBlockedDomainList: [],
            isResharingByExternalUsersEnabled: null,
            deletedUserPersonalSiteRetentionPeriodInDays: 365,
            isUnmanagedSyncAppForTenantRestricted: null,
            allowedDomainGuidsForSyncApp: [],
            idleSessionSignOut: null,
          },
        ],
      },
      expect: {
        objects: ['drive-1'],
        severity: 'high',
        gate: 'condition',
        measures: { drives: 1, shares: 3, retentionDays: 365 },
        summary: /1 OneDrive of people who left more than 30 days ago, with 3 shares/,
      },
    },
    {
      name: 'how long it is kept, as SharePoint itself says',
      rows: { drive: [aDrive({ ...gone(31), ...shared })] },
      facts: { sharePointTenant: [someSharePointTenant({ orphanedPersonalSitesRetentionPeriod: 93 })] },
      expect: { measures: { retentionDays: 93 } },
    },
    {
      name: 'left, without a date',
      rows: { drive: [aDrive({ ownerDeparted: YES, ...shared })] },
      facts: { sharePointSettings: FORBIDDEN },
      expect: {
        measures: { retentionDays: null },
        summary: /^Found 1 OneDrive of people who left on a day that is not known, with 3 shares still open\.$/,
      },
    },
    {
      name: 'left, and the date could not be read',
      rows: { drive: [aDrive({ ownerDeparted: YES, ownerLeftOn: GAP, ...shared })] },
      expect: { summary: /left on a day that is not known/ },
    },
    {
      name: 'one day known, one not',
      rows: { drive: [aDrive({ ...gone(90), ...shared }), aDrive({ drive: { id: 'drive-2' }, ownerDeparted: YES, ...shared })] },
      expect: {
        message: 'some',
        summary: /^Found 2 OneDrives .* left more than 30 days ago \(1\) or on a day that is not known \(1\), /,
      },
    },
    {
      name: 'one shared, five left by people on the list of leavers, whose day is not known',
      rows: {
        drive: [
          aDrive({ ...gone(90), ...shared }),
          ...[2, 3, 4, 5, 6].map((n) => aDrive({ drive: { id: `drive-${n}` }, ownerDeparted: YES })),
        ],
      },
      expect: {
        severity: 'high',
        gate: 'condition',
        measures: { drives: 1, unattended: 5 },
        summary:
          /^Found 1 OneDrive of people who left more than 30 days ago, .* Apart from that, 5 OneDrives of people who left in/,
      },
    },
    {
      name: 'a shorter time to hand over',
      rows: { drive: [aDrive({ ...gone(8), ...shared })] },
      thresholds: { departedOneDriveDays: 7 },
    },
    {
      name: 'one shared, one not',
      rows: { drive: [aDrive({ ...gone(90), ...shared }), aDrive({ drive: { id: 'drive-2' }, ...gone(90) })] },
      expect: {
        message: 'someAndUnattended',
        objects: ['drive-1', 'drive-2'],
        measures: { drives: 1 },
        summary: /Found 1 OneDrive .* 3 shares still open\. Apart from that, 1 OneDrive of/,
      },
    },
  ],
  warn: [
    {
      name: 'left, and nothing is shared',
      rows: { drive: [aDrive(gone(90))] },
      expect: {
        message: 'unattended',
        objects: ['drive-1'],
        severity: 'medium',
        gate: null,
        measures: { drives: 0, unattended: 1 },
      },
    },
  ],
  notApplicable: [
    { name: 'no drive' },
    { name: 'only libraries of sites', rows: { drive: [aDrive({ isPersonal: false, ownerDeparted: YES, ...shared })] } },
  ],
  notAssessed: [
    { name: 'drives could not be read', rows: { drive: FORBIDDEN } },
    { name: 'none seen in part', rows: { drive: [aDrive()] }, partial: FORBIDDEN },
    { name: 'whether the owner left is not known', rows: { drive: [aDrive({ ownerDeparted: GAP, ...shared })] } },
    { name: 'nor with no share', rows: { drive: [aDrive({ ownerDeparted: GAP, ownerLeftOn: GAP })] } },
    { name: 'the shares of one who left are not known', rows: { drive: [aDrive({ ...gone(90), liveShares: GAP })] } },
  ],
});

it('OD-002: an unshared OneDrive is a suspicion that blocks nothing, also beside a shared one', async () => {
  const drive = [aDrive({ ...gone(90), ...shared }), aDrive({ drive: { id: 'drive-2' }, ownerDeparted: YES })];
  const { objects } = await assess(rule, { rows: { drive } });
  expect(objects).toMatchObject([
    { id: 'drive-1', severity: 'high', gate: 'condition', suspicion: false, detail: { daysSinceLeft: 90 } },
    { id: 'drive-2', severity: 'medium', gate: null, suspicion: true, detail: { leftOn: null, daysSinceLeft: null } },
  ]);
});
