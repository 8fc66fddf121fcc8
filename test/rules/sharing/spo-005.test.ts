/** Cases of SPO-005: the limits of Anyone links, where there are Anyone links at all. */
import { needsSharePoint } from '../../../src/evidence/sharepoint.js';
import rule from '../../../src/rules/sharing/spo-005.js';
import { FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { settings, tenant } from './settings.js';

const ON = { sharingCapability: 'ExternalUserAndGuestSharing' } as const;
const graphOn = settings({ sharingCapability: 'externalUserAndGuestSharing' });

ruleCases(rule, {
  pass: [
    { name: 'thirty days and view', facts: tenant(ON), expect: { message: 'limited', summary: /30 days/ } },
    {
      name: 'sixty days where sixty are allowed',
      facts: tenant({ ...ON, requireAnonymousLinksExpireInDays: 60 }),
      thresholds: { anyoneLinkDaysMax: 60 },
    },
  ],
  fail: [
    {
      name: 'never, by 0',
      facts: tenant({ ...ON, requireAnonymousLinksExpireInDays: 0 }),
      expect: { severity: 'medium', gate: null, summary: /do not end within 30 days\.$/ },
    },
    { name: 'never, by -1', facts: tenant({ ...ON, requireAnonymousLinksExpireInDays: -1 }) },
    { name: 'too late', facts: tenant({ ...ON, requireAnonymousLinksExpireInDays: 31 }) },
    {
      name: 'files may be changed',
      facts: tenant({ ...ON, fileAnonymousLinkType: 'Edit' }),
      expect: { summary: /link to a file/ },
    },
    {
      name: 'folders may be changed',
      facts: tenant({ ...ON, folderAnonymousLinkType: 'Edit' }),
      expect: { summary: /link to a folder/ },
    },
    {
      name: 'files may be changed, and the days were left out',
      facts: tenant({ ...ON, fileAnonymousLinkType: 'Edit', requireAnonymousLinksExpireInDays: null }),
      expect: { summary: /Not everything could be read/ },
    },
    {
      name: 'Graph alone says that anyone may',
      facts: { ...graphOn, ...tenant({ sharingCapability: null, requireAnonymousLinksExpireInDays: -1 }) },
    },
  ],
  notApplicable: [
    { name: 'no Anyone links', facts: tenant() },
    { name: 'no Anyone links, by Graph alone', facts: { ...settings(), sharePointTenant: needsSharePoint() } },
    { name: 'no Anyone links, by SharePoint alone', facts: tenant() },
  ],
  notAssessed: [
    { name: 'no Anyone links by SharePoint, and Graph was refused', facts: { sharePointSettings: FORBIDDEN, ...tenant() } },
    { name: 'Anyone links, and no SharePoint tier', facts: { ...graphOn, sharePointTenant: needsSharePoint() } },
    { name: 'the days were left out', facts: tenant({ ...ON, requireAnonymousLinksExpireInDays: null }) },
    { name: 'the kind of file link was left out', facts: tenant({ ...ON, fileAnonymousLinkType: null }) },
    { name: 'the kind of folder link was left out', facts: tenant({ ...ON, folderAnonymousLinkType: null }) },
    {
      name: 'no limit, but whether there are such links at all is not known',
      facts: tenant({ sharingCapability: null, requireAnonymousLinksExpireInDays: -1 }),
    },
    { name: 'no settings at all' },
  ],
});
