/** Cases of APP-001: how an AI tool was recognised, what it holds, and what is not known of it. */
import { expect, it } from 'vitest';
import type { DelegatedGrant } from '../../../src/evidence/apps.js';
import { known, unknown } from '../../../src/evidence/known.js';
import rule from '../../../src/rules/apps/app-001.js';
import { anApp, FORBIDDEN } from '../../kit/rows.js';
import { ruleCases } from '../../kit/rule-cases.js';

type Over = NonNullable<Parameters<typeof anApp>[0]>;
const grant = (scopes: string[], over: Partial<DelegatedGrant> = {}): DelegatedGrant => ({
  id: 'grant-1',
  clientId: 'tool',
  consentType: 'Principal',
  principalId: 'user-1',
  resourceId: 'graph',
  scopes,
  ...over,
});
const tool = (scopes: string[], over: Over = {}) =>
  anApp({
    aiTool: { name: 'Otter.ai', matchedBy: 'host' },
    delegated: known(scopes.length > 0 ? [grant(scopes)] : []),
    consentedBy: known(['frontdesk1@clinic.example']),
    ...over,
    app: { id: 'tool', ...over.app },
  });
const SIGN_IN = ['openid', 'profile', 'email'];

const REACHING = [
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Send',
  'Files.Read.All',
  'Files.ReadWrite.All',
  'Sites.Read.All',
  'Chat.Read',
  'ChannelMessage.Read.All',
  'OnlineMeetingTranscript.Read.All',
  'OnlineMeetingRecording.Read.All',
  'Calendars.ReadWrite',
  'EWS.AccessAsUser.All',
  'IMAP.AccessAsUser.All',
];
const NOT_REACHING = ['User.Read', 'Files.Read', 'OnlineMeetings.Read', 'Contacts.Read', 'offline_access', 'Notes.Mail.Read'];

ruleCases(rule, {
  pass: [
    { name: 'no AI tool', rows: { app: [anApp({ delegated: known([grant(['Mail.Read'])]) })] } },
    { name: 'approved', rows: { app: [tool(['Mail.Read'], { isApproved: true })] } },
    { name: 'switched off', rows: { app: [tool(['Mail.Read'], { app: { accountEnabled: false } })] } },
    { name: "Microsoft's own", rows: { app: [tool(['Mail.Read'], { isFirstParty: true })] } },
    { name: 'holds nothing', rows: { app: [tool([])] } },
    { name: 'what another application holds is not known', rows: { app: [anApp({ delegated: unknown(FORBIDDEN) })] } },
  ],
  fail: [
    {
      name: 'sign-in only',
      rows: { app: [tool(SIGN_IN, { aiTool: { name: 'ChatGPT (OpenAI)', matchedBy: 'appId' } })] },
      expect: { message: 'some', objects: ['tool'], severity: 'high', gate: 'condition', measures: { tools: 1, reaching: 0 } },
    },
    ...REACHING.map((scope) => ({
      name: `reaches content with ${scope}`,
      rows: { app: [tool([...SIGN_IN, scope])] },
      expect: { severity: 'critical', gate: 'block', measures: { reaching: 1 } } as const,
    })),
    ...NOT_REACHING.map((scope) => ({
      name: `does not with ${scope}`,
      rows: { app: [tool([scope])] },
      expect: { severity: 'high', gate: 'condition' } as const,
    })),
    {
      name: 'by application permissions alone',
      rows: { app: [tool([], { applicationRoles: known(['full_access_as_app']) })] },
      expect: { severity: 'critical' },
    },
    {
      name: 'what is known of its grants stands, though its roles are not',
      rows: { app: [tool(SIGN_IN, { applicationRoles: unknown(FORBIDDEN), consentedBy: unknown(FORBIDDEN) })] },
      expect: { severity: 'high', gate: 'condition', measures: { undecided: 1 } },
    },
    {
      name: 'its roles stand, though its grants are not known',
      rows: { app: [tool([], { delegated: unknown(FORBIDDEN), applicationRoles: known(['User.Read.All']) })] },
      expect: { severity: 'high', measures: { undecided: 1 } },
    },
    {
      name: 'it reaches content already, so what is not known makes it no worse',
      rows: { app: [tool(['Mail.Read'], { applicationRoles: unknown(FORBIDDEN) })] },
      expect: { severity: 'critical', gate: 'block', summary: /: 1\.$/ },
    },
    {
      name: 'beside one that is only possible',
      rows: { app: [tool(SIGN_IN), tool(['Mail.Read'], { app: { id: 'other' }, aiTool: { name: 'Poe', matchedBy: 'name' } })] },
      expect: {
        objects: ['tool', 'other'],
        severity: 'high',
        measures: { tools: 1, possible: 1 },
        message: 'someAndPossible',
        summary: /Found 1 AI tool .* 1 more could be such a tool/,
      },
    },
  ],
  warn: [
    {
      name: 'recognised by its name only',
      rows: { app: [tool(['Mail.Read'], { aiTool: { name: 'Poe', matchedBy: 'name' } })] },
      expect: { message: 'possible', severity: 'medium', gate: null },
    },
    {
      name: 'a clinical scribe, usually under agreement',
      rows: { app: [tool(['Calendars.Read'], { aiTool: { name: 'Abridge', matchedBy: 'host' } })] },
      expect: { gate: null },
    },
  ],
  notAssessed: [
    {
      name: 'the grants of an AI tool are not known',
      rows: { app: [tool([], { delegated: unknown(FORBIDDEN) })] },
      expect: { severity: 'critical', gate: 'block' },
    },
    { name: 'its roles are not known', rows: { app: [tool([], { applicationRoles: unknown(FORBIDDEN) })] } },
    { name: 'not all applications were read', rows: { app: [anApp()] }, partial: FORBIDDEN },
    { name: 'the applications were refused', rows: { app: FORBIDDEN } },
  ],
});

it('APP-001 names the list of the configuration', () => {
  expect(rule.meta.remediation.steps.join(' ')).toContain('approvedApps');
});
