/** The names of the numbers that rules and joins judge by; their defaults, bounds and reasons stand in `config/`. */
export interface Thresholds {
  readonly staleMemberDays: number;
  readonly staleGuestDays: number;
  readonly neverSignedInDays: number;
  readonly pendingInvitationDays: number;
  readonly staleGuestConditionCount: number;
  readonly longStaleDays: number;
  readonly departedOneDriveDays: number;
  readonly orgWideShare: number;
  readonly broadShare: number;
  readonly broadMinimum: number;
  readonly broadAlways: number;
  readonly directReadersMax: number;
  readonly orgLinksWarnCount: number;
  readonly orgLinksFailCount: number;
  readonly orgLinksWarnShare: number;
  readonly orgLinksFailShare: number;
  readonly minimumOwners: number;
  readonly mfaExclusionsMax: number;
  readonly siteCoverageGo: number;
  readonly siteCoverageFloor: number;
}

export type ThresholdName = keyof Thresholds;
