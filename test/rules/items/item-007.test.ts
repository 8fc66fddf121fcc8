/** ITEM-007: guests on PHI-looking places. */
import { describe, expect, it } from 'vitest';
import type { Grant, Scope } from '../../../src/derive/rows.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/items/item-007.js';
import { aGrant, anEveryoneGrant, aScope, FORBIDDEN } from '../../kit/rows.js';
import { assess, ruleCases } from '../../kit/rule-cases.js';

const GAP = unknown(FORBIDDEN);
const guest = (guestDomain: string | null, over: Partial<Grant> = {}) =>
  aGrant({ audience: 'guest', label: 'Gil Guest', readers: known(0), guestDomain, ...over });
/** One PHI-looking place with these grants beside a group's. */
const place = (grants: Grant[], over: Partial<Scope> = {}) => ({
  scope: [aScope({ sensitiveFiles: 6, grants: [aGrant(), ...grants], ...over })],
});
const associates = {
  businessAssociates: new Map([
    ['lab.example', { agreement: true }],
    ['billing.example', { agreement: false }],
    ['gmail.com', { agreement: true }],
  ]),
};
const unreadGroup = aGrant({ audience: 'site-group', label: 'Visitors', orgWide: GAP, readers: GAP });

ruleCases(rule, {
  pass: [
    { name: 'no guest', rows: place([anEveryoneGrant()]) },
    { name: 'a guest on a plain place', rows: place([guest('rival.example')], { sensitiveFiles: 0 }) },
    {
      name: 'a guest of a business associate with an agreement',
      rows: place([guest('lab.example'), guest('LAB.example')]),
      totals: associates,
    },
    {
      name: 'links for many are other rules',
      rows: place([], { hasAnyoneLink: true, hasOrganizationLink: true }),
    },
    { name: 'a plain place with a SharePoint group that could not be read', rows: place([unreadGroup], { sensitiveFiles: 0 }) },
    {
      name: 'a SharePoint group whose people are known',
      rows: place([aGrant({ audience: 'person', via: 'Visitors', readers: known(1) })]),
    },
  ],
  fail: [
    {
      name: 'a guest of a company that nobody listed',
      rows: place([guest('rival.example')]),
      totals: associates,
      expect: {
        severity: 'high',
        gate: 'condition',
        objects: ['drive-1/item-1'],
        measures: { standing: 6, latent: 0, guests: 1, consumer: 0, domainless: 0 },
        summary: /The configuration lists 3 business associates\./,
      },
    },
    {
      name: 'a private mailbox',
      rows: place([guest('gmail.com')]),
      expect: { severity: 'critical', gate: 'condition', measures: { consumer: 1 } },
    },
    {
      name: 'a private mailbox, whatever the configuration lists',
      rows: place([guest('gmail.com')]),
      totals: associates,
      expect: { severity: 'critical' },
    },
    {
      name: 'a mail domain that is not known is no associate, and that is said',
      rows: place([guest(null)]),
      totals: associates,
      expect: { severity: 'high', measures: { domainless: 1 }, summary: /of a mail domain that is not known: 1\./ },
    },
    {
      name: 'through a SharePoint group',
      rows: place([guest('rival.example', { via: 'Visitors' })]),
      expect: { objects: ['drive-1/item-1'] },
    },
    {
      name: 'a site that is meant for the whole staff is not meant for guests',
      rows: place([guest('rival.example')], { isIntended: true }),
    },
    {
      name: 'the worst of several, each guest counted once',
      rows: {
        scope: [
          ...place([guest('lab.example'), guest('billing.example'), guest('rival.example')]).scope,
          ...place([guest('rival.example'), guest('yahoo.co.uk', { label: 'Yara' })], { id: 'two' }).scope,
        ],
      },
      totals: associates,
      expect: { severity: 'critical', objects: ['drive-1/item-1', 'two'], measures: { standing: 12, guests: 3, consumer: 1 } },
    },
    {
      name: 'a stranger for certain, beside a SharePoint group that could not be read',
      rows: place([guest('rival.example'), unreadGroup]),
      expect: { severity: 'high', measures: { undecided: 1 } },
    },
    {
      name: 'a private mailbox can get no worse',
      rows: place([guest('gmail.com'), unreadGroup], { isAtLeast: true }),
      expect: { severity: 'critical', summary: /business associates\.$/ },
    },
    { name: 'one seen in part', rows: place([guest('rival.example')]), partial: FORBIDDEN },
  ],
  warn: [
    {
      name: 'an associate without an agreement',
      rows: place([guest('billing.example')]),
      totals: associates,
      expect: { message: 'associates', severity: 'medium', gate: 'condition', measures: { noAgreement: 1 } },
    },
    {
      name: 'behind Restricted Access Control',
      rows: place([guest('gmail.com')], { restrictedTo: known(['group-1']) }),
      expect: { severity: 'medium', gate: null, measures: { standing: 0, behindRestriction: 1, consumer: 0 } },
    },
    {
      name: 'behind Restricted Access Control that lets the whole staff in',
      rows: place([guest('gmail.com')], { restrictedTo: known(['all-staff']), standingOrgWide: known(true) }),
      expect: { measures: { behindRestriction: 1 } },
    },
  ],
  notAssessed: [
    { name: 'permissions could not be read', rows: { scope: FORBIDDEN } },
    { name: 'none seen in part', rows: place([]), partial: FORBIDDEN },
    { name: 'a SharePoint group that could not be read', rows: place([unreadGroup]) },
    {
      name: 'the same behind Restricted Access Control',
      rows: place([unreadGroup], { restrictedTo: known(['group-1']) }),
    },
    {
      name: 'a principal that nobody can name',
      rows: place([aGrant({ audience: 'unrecognised', orgWide: GAP, readers: GAP })]),
    },
    { name: 'a list that may be cut', rows: place([], { isAtLeast: true }) },
    {
      name: 'a guest on a library not read whole',
      rows: place([guest('rival.example')], { sensitiveFiles: 0, isPartlyRead: true }),
    },
    {
      name: 'an unread group on a library not read whole',
      rows: place([unreadGroup], { sensitiveFiles: 0, isPartlyRead: true }),
    },
  ],
});

describe('ITEM-007: whose guest', () => {
  it.each([
    ['gmail.com', 'critical'],
    ['outlook.com', 'critical'],
    ['hotmail.co.uk', 'critical'],
    ['live.nl', 'critical'],
    ['yahoo.com.br', 'critical'],
    ['icloud.com', 'critical'],
    ['aol.com', 'critical'],
    ['proton.me', 'critical'],
    ['gmx.net', 'critical'],
    ['WEB.de', 'critical'],
    ['yahoo-billing.example', 'high'],
    ['live.clinic.example', 'high'],
    ['notgmail.com', 'high'],
    ['gmail.com.evil.example', 'high'],
    ['mail.lab.example', 'high'],
  ])('%s is %s', async (domain, severity) => {
    const finding = await assess(rule, { rows: place([guest(domain)]), totals: associates });
    expect([finding.outcome, finding.severity]).toEqual(['fail', severity]);
  });

  it('names the guests with their groups and domains, and no one who may be there', async () => {
    const grants = [guest('lab.example', { label: 'Lea' }), guest(null), guest('rival.example', { via: 'Visitors' })];
    const { objects } = await assess(rule, { rows: place(grants), totals: associates });
    expect(objects[0]?.detail).toMatchObject({
      guests: 'Gil Guest, Gil Guest (in Visitors)',
      domains: 'not known, rival.example',
      sensitiveFiles: 6,
    });
  });
});
