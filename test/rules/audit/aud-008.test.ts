/** Cases of AUD-008: policies on, off and left to Microsoft; what sends mail on, where to; and what is not known of any of it. */
import { known } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/audit/aud-008.js';
import { ruleCases } from '../../kit/rule-cases.js';
import { AWAY, CUT, forward, origins, remote, spamPolicy } from './facts.js';

const organization = [
  {
    id: 'o',
    displayName: 'Clinic',
    verifiedDomains: [{ name: 'Clinic.example', isDefault: true, isInitial: false }],
    countryLetterCode: 'US',
    createdDateTime: null,
  },
];
const closed = { remoteDomains: [remote(false)], mailForwards: [], organization };
const automatic = { ...closed, outboundSpamPolicies: [spamPolicy('Automatic')] };
const off = { ...closed, outboundSpamPolicies: [spamPolicy('Off')] };
const rule1 = forward({ kind: 'transport-rule', name: 'Copy to the lab' });

ruleCases(rule, {
  pass: [
    { name: 'off', facts: off, expect: { message: 'off', summary: /Inbox rules of people are not read/ } },
    { name: 'off, whatever remote domains say', facts: { ...off, remoteDomains: [remote(true)] } },
    { name: 'off, and a mailbox that would like to', facts: { ...off, mailForwards: [forward()] } },
    { name: 'off, remote domains not read', facts: { ...off, remoteDomains: AWAY } },
    { name: 'left to Microsoft, and remote domains closed', facts: automatic, expect: { message: 'automatic' } },
    {
      name: 'to the own domain, and to one below it',
      facts: { ...automatic, mailForwards: [forward({ domains: ['clinic.example', 'lab.clinic.example'] })] },
    },
    { name: 'a forward that is off', facts: { ...automatic, mailForwards: [forward({ enabled: known(false), domains: [] })] } },
    {
      name: 'a partner that is named',
      facts: { ...automatic, remoteDomains: [remote(false), remote(true, { domain: 'lab.example' })] },
    },
  ],
  fail: [
    {
      name: 'on',
      facts: { ...closed, outboundSpamPolicies: [spamPolicy('Off'), spamPolicy('On', { name: 'Doctors', isDefault: false })] },
      expect: { severity: 'high', gate: 'condition', objects: ['outbound spam policy Doctors'] },
    },
    {
      name: 'on, and nothing else is known',
      facts: { outboundSpamPolicies: [spamPolicy('On')], remoteDomains: AWAY, mailForwards: AWAY, organization: AWAY },
    },
    { name: 'on, in part of the list', facts: { ...closed, outboundSpamPolicies: [spamPolicy('On')] }, partial: AWAY },
    {
      name: 'left to Microsoft, and a mailbox sends outside',
      facts: { ...automatic, mailForwards: [forward()] },
      expect: { objects: ['mailbox Ben'], measures: { sendsTo: 'gmail.com' } },
    },
    {
      name: 'left to Microsoft, and a mail flow rule sends outside',
      facts: { ...automatic, mailForwards: [rule1] },
      expect: { objects: ['transport-rule Copy to the lab'] },
    },
    {
      name: 'a name that only ends like the own one',
      facts: { ...automatic, mailForwards: [forward({ domains: ['notclinic.example'] })] },
    },
    {
      name: 'remote domains as well: they are the lesser matter',
      facts: { ...automatic, remoteDomains: [remote(true)], mailForwards: [forward()] },
      expect: { objects: ['mailbox Ben'], measures: { remoteDomainAllows: true } },
    },
  ],
  warn: [
    {
      name: 'left to Microsoft, and remote domains open',
      facts: { ...automatic, remoteDomains: [remote(true)] },
      expect: { message: 'ajar', severity: 'medium', gate: null, objects: ['remote domain *'] },
    },
    {
      name: 'off, which does not stop a mail flow rule',
      facts: { ...off, mailForwards: [rule1] },
      expect: { message: 'rules', severity: 'medium', gate: null },
    },
  ],
  notAssessed: [
    { name: 'no export', facts: { ...closed, outboundSpamPolicies: AWAY } },
    { name: 'no policy', facts: { ...closed, outboundSpamPolicies: [] } },
    {
      name: 'a mode that cannot be read',
      facts: { ...closed, outboundSpamPolicies: [spamPolicy('Off', { autoForwardingMode: CUT })] },
    },
    {
      name: 'a mode that cannot be read, and a mailbox that sends outside',
      facts: { ...closed, outboundSpamPolicies: [spamPolicy('Off', { autoForwardingMode: CUT })], mailForwards: [forward()] },
    },
    { name: 'mailboxes not read', facts: { ...automatic, mailForwards: AWAY } },
    { name: 'off, mail flow rules not read', facts: { ...off, mailForwards: AWAY } },
    { name: 'remote domains not read', facts: { ...automatic, remoteDomains: AWAY } },
    { name: 'no remote domain for all others', facts: { ...automatic, remoteDomains: [] } },
    {
      name: 'a remote domain that cannot be read',
      facts: { ...automatic, remoteDomains: [remote(true, { autoForwardEnabled: CUT })] },
    },
    { name: 'own domains not read', facts: { ...automatic, mailForwards: [forward()], organization: AWAY } },
    { name: 'no own domains', facts: { ...automatic, mailForwards: [forward()], organization: [] } },
    { name: 'an address that cannot be read', facts: { ...automatic, mailForwards: [forward({ domains: [] })] } },
    { name: 'whether it sends cannot be read', facts: { ...automatic, mailForwards: [forward({ enabled: CUT, origins })] } },
    { name: 'off, in part of the list', facts: off, partial: AWAY },
  ],
});
