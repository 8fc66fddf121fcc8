/** Lists users with their licences and, where the tenant and the token allow it, when they last signed in and when they leave. */
import type { Gap } from '../evidence/coverage.js';
import type { SignInActivity, User } from '../evidence/directory.js';
import { type Known, known, unknown } from '../evidence/known.js';
import type { GraphRequest, Refusal } from '../sources/graph.js';
import { defineCollector } from './define.js';
import { date, flag, isPresent, type Json, record, records, text, texts } from './fields.js';
import { closing, type Reading, writePages } from './paged.js';

const SIGN_IN = 'AuditLog.Read.All';
const LEAVE = 'User-LifeCycleInfo.Read.All';
const access = [
  { permission: 'User.Read.All', why: 'who is in the tenant, guests included, and with which licences' },
  { permission: SIGN_IN, why: 'when people last signed in, to find stale accounts', optional: true },
  { permission: LEAVE, why: 'the leave date that is set on an account', optional: true },
];

const PROPERTIES =
  'id,displayName,userPrincipalName,mail,employeeId,userType,accountEnabled,createdDateTime,externalUserState,' +
  'externalUserStateChangeDateTime,isResourceAccount,assignedLicenses,department';

/** What a listing asks for beside the plain properties. */
interface Asked {
  readonly signIn: boolean;
  readonly leave: boolean;
}

/** Why a row does not tell them. Null: the listing asked for it and was answered. */
export interface UserGaps {
  readonly signIn: Gap | null;
  readonly leave: Gap | null;
}

export default defineCollector({
  meta: {
    id: 'users',
    title: 'Users and sign-in activity',
    provides: ['users'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Global Reader',
    profile: 'minimal',
    endpoints: ['/users'],
  },
  async collect(context) {
    const mayAskLeave = context.session.permissions?.includes(LEAVE) === true;
    const notAsked: Gap = { reason: 'forbidden', remedy: LEAVE };
    let gaps: UserGaps = { signIn: null, leave: mayAskLeave ? null : notAsked };
    const writer = await context.out.shard('users');
    let reading: Reading | null = null;
    let firstRefusal: Refusal | null = null;
    for (const asked of attempts(mayAskLeave)) {
      const { signIn, leave } = gaps;
      gaps = {
        signIn: asked.signIn ? null : signInGap(firstRefusal, signIn),
        leave: asked.leave ? null : (leave ?? notAsked),
      };
      const task = { dataset: 'users' as const, request: requestOf(asked), map: (entry: Json) => userOf(entry, gaps) };
      reading = await writePages(context, writer, task);
      if (reading.pages > 0 || !mayHelpToAskLess(reading.refusal)) break;
      firstRefusal ??= reading.refusal;
    }
    await writer.close(closing(reading?.gaps ?? [], (reading?.pages ?? 0) > 0));
  },
});

/** One property that the token or the licence does not cover fails the whole listing, so it is asked again with less. */
function attempts(mayAskLeave: boolean): readonly Asked[] {
  const plain = [
    { signIn: true, leave: false },
    { signIn: false, leave: false },
  ];
  if (!mayAskLeave) return plain;
  return [{ signIn: true, leave: true }, { signIn: false, leave: true }, ...plain];
}

function mayHelpToAskLess(refusal: Refusal | null): boolean {
  return refusal !== null && refusal.status !== null && refusal.gap.reason !== 'throttled';
}

function signInGap(refusal: Refusal | null, before: Gap | null): Gap {
  return refusal?.gap ?? before ?? { reason: 'forbidden', remedy: SIGN_IN };
}

function requestOf({ signIn, leave }: Asked): GraphRequest {
  const select = `${PROPERTIES}${signIn ? ',signInActivity' : ''}${leave ? ',employeeLeaveDateTime' : ''}`;
  return {
    path: '/users',
    // With sign-in activity Microsoft gives at most 500 users a page.
    query: { $select: select, $top: signIn ? '500' : '999' },
    lane: 'directory',
    units: 1,
    permission: signIn ? SIGN_IN : leave ? LEAVE : 'User.Read.All',
  };
}

export function userOf(entry: Json, gaps: UserGaps): User | null {
  const id = text(entry.id);
  const userPrincipalName = text(entry.userPrincipalName);
  const accountEnabled = flag(entry.accountEnabled);
  // Without these three nobody can say who it is and whether the account works.
  if (id === null || userPrincipalName === null || accountEnabled === null || !Array.isArray(entry.assignedLicenses)) return null;
  return {
    id,
    displayName: text(entry.displayName) ?? userPrincipalName,
    userPrincipalName,
    mail: text(entry.mail),
    employeeId: text(entry.employeeId),
    userType: userTypeOf(entry, userPrincipalName),
    accountEnabled,
    createdDateTime: date(entry.createdDateTime),
    externalUserState: text(entry.externalUserState),
    externalUserStateChangeDateTime: date(entry.externalUserStateChangeDateTime),
    isResourceAccount: flag(entry.isResourceAccount) === true,
    assignedLicenses: records(entry.assignedLicenses).flatMap((licence) => {
      const skuId = text(licence.skuId);
      return skuId === null ? [] : [{ skuId, disabledPlans: texts(licence.disabledPlans) }];
    }),
    department: text(entry.department),
    signIn: gaps.signIn === null ? known(activityOf(entry.signInActivity)) : unknown(gaps.signIn),
    employeeLeaveDateTime: leaveOf(entry, gaps.leave),
  };
}

/** Accounts from before 2014 may have no user type; Microsoft treats those as members, guests by their name. */
function userTypeOf(entry: Json, userPrincipalName: string): User['userType'] {
  if (entry.userType === 'Guest' || entry.userType === 'Member') return entry.userType;
  return /#ext#/i.test(userPrincipalName) ? 'Guest' : 'Member';
}

/** Microsoft leaves the activity of an account that never signed in out of an answer that was allowed to hold it. */
function activityOf(value: unknown): SignInActivity {
  const activity = record(value);
  return {
    lastSuccessful: date(activity?.lastSuccessfulSignInDateTime),
    lastInteractive: date(activity?.lastSignInDateTime),
    lastNonInteractive: date(activity?.lastNonInteractiveSignInDateTime),
  };
}

function leaveOf(entry: Json, gap: Gap | null): Known<string | null> {
  if (gap !== null) return unknown(gap);
  const value = date(entry.employeeLeaveDateTime);
  if (value === null && isPresent(entry.employeeLeaveDateTime) && !/^0001-/.test(String(entry.employeeLeaveDateTime))) {
    return unknown({ reason: 'failed', detail: 'the leave date was not a date' });
  }
  return known(value);
}
