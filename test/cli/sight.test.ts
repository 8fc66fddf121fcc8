/** What a sign-in will see: permissions held against what the collectors ask for, without a tenant. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/assess.js';
import { delegatedScopes } from '../../src/catalogue/catalogue.js';
import { coveredBy, mayChange, readsContent } from '../../src/cli/covering-permissions.js';
import { sightOf } from '../../src/cli/sight.js';
import { COLLECTORS } from '../../src/collectors/index.js';
import { EXCHANGE_PERMISSION } from '../../src/evidence/cmdlet-access.js';
import { SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';

const OF_SHAREPOINT = COLLECTORS.filter(({ meta }) => meta.sharePoint !== undefined);

describe('sight', () => {
  const all = catalogue();
  const UNASKED = { answers: false, why: 'not asked' } as const;
  const cmdlets = { answers: true, permissions: [] } as const;

  it('takes a wider permission for a narrow one', () => {
    const { sees, doesNotSee } = sightOf(
      { mode: 'application', permissions: ['Directory.Read.All', 'Sites.FullControl.All'], sharePoint: UNASKED, cmdlets },
      all,
      'standard',
    );
    const ids = sees.map((s) => s.collector);
    expect(ids).toEqual(
      expect.arrayContaining(['organization', 'licences', 'users', 'groups', 'sites', 'items', 'applications']),
    );
    expect(doesNotSee.flatMap((u) => u.missing)).toContain('Policy.Read.All');
    expect(coveredBy('User.Read.All', ['User.ReadWrite.All'])).toBe('User.ReadWrite.All');
    expect(coveredBy('AuditLog.Read.All', ['Directory.Read.All'])).toBeNull();
  });

  it('says of a person’s sign-in what only an application is shown, and which role is needed', () => {
    const permissions = [...delegatedScopes(all), 'openid', 'profile', 'User.Read'];
    const sharePoint = { answers: true, permissions: ['AllSites.FullControl', 'User.Read'] } as const;
    const sight = sightOf({ mode: 'delegated', permissions, sharePoint, cmdlets }, all, 'standard');
    expect(sight.moreThanNeeded).toEqual([]);
    expect(sight.sees.map((s) => s.collector)).toEqual(expect.arrayContaining(OF_SHAREPOINT.map(({ meta }) => meta.id)));
    const lesser = sightOf(
      { mode: 'delegated', permissions, sharePoint: { answers: true, permissions: [] }, cmdlets },
      all,
      'standard',
    );
    expect(lesser.doesNotSee.map((u) => u.collector)).toEqual(OF_SHAREPOINT.map(({ meta }) => meta.id));
    for (const { missing } of lesser.doesNotSee) expect(missing).toEqual([SHAREPOINT_PERMISSION]);
    expect(sight.sees.find((s) => s.collector === 'item-permissions')?.limits.join()).toContain(
      'only an application with Sites.FullControl.All',
    );
    expect(sight.sees.find((s) => s.collector === 'users')?.limits.join()).toContain('Global Reader');
  });

  it('of what only cmdlets tell says so where they are not asked, unless something else tells it too', () => {
    const [first] = all.collectors;
    if (first === undefined) throw new Error('there is no collector');
    const access = { permission: EXCHANGE_PERMISSION, why: 'x', optional: true };
    const own = { ...first, id: 'own', title: 'Own', application: [], delegated: [], cmdlets: [access] };
    const beside = { ...first, id: 'beside', cmdlets: [access] };
    const held = { mode: 'application', permissions: ['Organization.Read.All'], sharePoint: UNASKED } as const;
    const of = { ...all, collectors: [own, beside] };
    expect(sightOf({ ...held, cmdlets: UNASKED }, of, 'standard')).toMatchObject({
      sees: [{ collector: 'beside' }],
      doesNotSee: [{ collector: 'own', missing: [], because: 'not asked' }],
    });
    const permissions = [EXCHANGE_PERMISSION, 'Mail.Read (Office 365 Exchange Online)'];
    expect(sightOf({ ...held, cmdlets: { answers: true, permissions } }, of, 'standard')).toMatchObject({
      sees: [{ collector: 'own' }, { collector: 'beside' }],
      doesNotSee: [],
      moreThanNeeded: [{ permission: 'Mail.Read (Office 365 Exchange Online)' }],
    });
  });

  it('knows reading from writing, and settings from content', () => {
    const reads = ['User.Read.All', 'User.ReadBasic.All', 'Mail.Read', 'RoleManagement.Read.Directory', 'Sites.Selected'];
    const writes = [
      'User.ReadWrite.All',
      'Sites.FullControl.All',
      'Sites.Manage.All',
      'Mail.Send',
      'full_access_as_app',
      'User.Invite.All',
    ];
    expect(reads.filter(mayChange)).toEqual([]);
    expect(writes.filter((p) => !mayChange(p))).toEqual([]);
    expect(['Mail.Read', 'Chat.Read.All', 'Files.Read.All', 'ChannelMessage.Read.All'].every(readsContent)).toBe(true);
    expect(['User.Read.All', 'Policy.Read.All', 'Domain.Read.All'].some(readsContent)).toBe(false);
  });

  it('needs nothing that it calls write-capable, but for Sites.FullControl.All', () => {
    // What Exchange.ManageAsApp may do is what the Entra role of the application may do.
    const asked = all.permissions.filter((p) => p.resource !== 'exchange');
    const writing = asked.map((p) => p.permission).filter(mayChange);
    expect(writing).toEqual(['Sites.FullControl.All', SHAREPOINT_PERMISSION]);
  });
});
