/** The ways by which mail leaves the organization by itself: policies that allow it, and whatever sends it on. */
import type { Gap } from '../../evidence/coverage.js';
import type { Organization } from '../../evidence/directory.js';
import { type Known, known, type Tri, unknown } from '../../evidence/known.js';
import { type MailForward, type OutboundSpamPolicy, type RemoteDomain, unreadable } from '../../evidence/purview.js';
import type { Offence } from '../define.js';
import { judge, orNull, toldBy } from '../kit.js';

interface MailSources {
  readonly policies: readonly OutboundSpamPolicy[];
  readonly forwards: Known<readonly MailForward[]>;
  readonly remoteDomains: Known<readonly RemoteDomain[]>;
  readonly organization: Known<readonly Organization[]>;
}

/** `rule`: a mail flow rule that sends outside although every policy is off, which binds mailboxes and inbox rules only. */
export interface WayOut extends Offence {
  readonly way: 'policy' | 'forward' | 'rule' | 'remote-domain';
  /** Domains of others that mail goes to. */
  readonly domains: readonly string[];
}

export interface WaysOut {
  /** The worst way first. */
  readonly found: readonly WayOut[];
  /** Why there may be more. */
  readonly gaps: readonly Gap[];
  readonly allOff: boolean;
}

const MILD = { severity: 'medium', gate: null, suspicion: true } as const;

export function waysOut(sources: MailSources): WaysOut {
  const { policies } = sources;
  const modes = policies.map((one) => one.autoForwardingMode);
  const gaps = modes.flatMap((mode) => (mode.known ? [] : [mode.gap]));
  if (policies.length === 0) gaps.push({ reason: 'failed', detail: 'The evidence holds no outbound spam policy.' });
  const allOff = policies.length > 0 && modes.every((mode) => orNull(mode) === 'Off');
  // Where no policy is known to let mail out, what is not known of them is a gap already.
  const mayLeave = modes.some((mode) => mode.known && mode.value !== 'Off');
  const doubt = (gap: Gap) => void gaps.push(gap);
  const found = openPolicies(policies);
  for (const forward of forwardsOf(sources, doubt, allOff)) if (allOff || mayLeave) found.push(forward);
  if (!allOff) for (const domain of openDomains(sources, doubt)) if (mayLeave) found.push(domain);
  return { found, gaps, allOff };
}

function openPolicies(policies: readonly OutboundSpamPolicy[]): WayOut[] {
  return policies
    .filter((one) => orNull(one.autoForwardingMode) === 'On')
    .map(({ name, isDefault, origins }) => ({
      way: 'policy',
      domains: [],
      subject: { type: 'policy', id: `outbound spam policy ${name}`, name, url: null },
      detail: { autoForwardingMode: 'On', isDefault, toldBy: toldBy(origins) },
    }));
}

/** What sends mail to domains of others. A policy that is off stops mailboxes, and does not stop mail flow rules. */
function forwardsOf({ forwards, organization }: MailSources, doubt: (gap: Gap) => void, allOff: boolean): WayOut[] {
  if (!forwards.known) doubt(forwards.gap);
  const found: WayOut[] = [];
  for (const forward of orNull(forwards) ?? []) {
    const { kind, name, origins } = forward;
    if (allOff && kind === 'mailbox') continue;
    const outside = outsideDomains(forward, organization);
    judge(sendsOutside(forward, outside), doubt, () => {
      const domains = orNull(outside) ?? [];
      const detail = { kind, sendsTo: domains.join(', '), toldBy: toldBy(origins) };
      const subject = { type: 'policy', id: `${kind} ${name}`, name, url: null } as const;
      found.push({ way: allOff ? 'rule' : 'forward', domains, subject, detail, ...(allOff ? MILD : {}) });
    });
  }
  return found;
}

/** The remote domain `*`, which stands for all that have no entry of their own, where it lets forwarded mail out. */
function openDomains({ remoteDomains }: MailSources, doubt: (gap: Gap) => void): WayOut[] {
  if (!remoteDomains.known) doubt(remoteDomains.gap);
  const others = (orNull(remoteDomains) ?? []).filter((one) => one.domain === '*');
  if (remoteDomains.known && others.length === 0)
    doubt({ reason: 'failed', detail: 'The evidence holds no remote domain that stands for all others.' });
  const found: WayOut[] = [];
  for (const { autoForwardEnabled, origins } of others)
    judge(autoForwardEnabled, doubt, () => {
      const subject = { type: 'policy', id: 'remote domain *', name: 'Remote domain *', url: null } as const;
      found.push({
        way: 'remote-domain',
        domains: [],
        subject,
        detail: { autoForwardEnabled: true, toldBy: toldBy(origins) },
        ...MILD,
      });
    });
  return found;
}

/** Domains that mail goes to and that are not the tenant's, nor below one of its; a gap where that cannot be told. */
function outsideDomains({ domains, kind }: MailForward, organization: Known<readonly Organization[]>): Known<readonly string[]> {
  if (domains.length === 0)
    return unknown(unreadable(`the address that a ${kind === 'mailbox' ? 'mailbox' : 'mail flow rule'} sends mail on to`));
  if (!organization.known) return organization;
  const own = organization.value.flatMap((one) => one.verifiedDomains.map(({ name }) => name.toLowerCase()));
  if (own.length === 0) return unknown({ reason: 'failed', detail: 'The evidence holds no domains of the organization.' });
  const isOwn = (domain: string) => own.some((name) => domain === name || domain.endsWith(`.${name}`));
  return known(domains.map((one) => one.toLowerCase()).filter((one) => !isOwn(one)));
}

/** Whether it is on and sends outside, as far as either is known. */
function sendsOutside({ enabled }: MailForward, outside: Known<readonly string[]>): Tri {
  if (enabled.known && !enabled.value) return known(false);
  if (!outside.known) return outside;
  return outside.value.length === 0 ? known(false) : enabled;
}
