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
  readonly inactiveSiteDays: number;
  readonly uniqueItemsWarnCount: number;
  readonly uniqueItemsFailCount: number;
  readonly uniqueItemsWarnShare: number;
  readonly siteAdminsMax: number;
  readonly anyoneLinkDaysMax: number;
  readonly guestExpiryDaysMax: number;
  readonly guestReAuthDaysMax: number;
  readonly idleSignOutMinutesMax: number;
  readonly labelledShareMin: number;
  readonly labelledSampleMin: number;
  readonly labelPublishedShareMin: number;
  readonly labelCoverageReady: number;
  readonly labelCoverageNear: number;
  readonly labelCoverageSampleMin: number;
  readonly simulationDaysMax: number;
  readonly auditRetentionDaysMin: number;
  readonly exportDaysMax: number;
  readonly medianReachWarnShare: number;
  readonly medianReachFailShare: number;
  readonly secondOpinionShare: number;
  readonly siteCoverageGo: number;
  readonly siteCoverageFloor: number;
}

export type ThresholdName = keyof Thresholds;
