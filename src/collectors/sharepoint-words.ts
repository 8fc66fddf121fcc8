/** The words of PowerShell for numbers that tenant and site settings share. */

/** Not in order of severity: 0, 3, 1, 2 goes from the strictest to the widest. */
export const SHARING_CAPABILITIES = {
  0: 'Disabled',
  1: 'ExternalUserSharingOnly',
  2: 'ExternalUserAndGuestSharing',
  3: 'ExistingExternalUserSharingOnly',
} as const;

export const DOMAIN_RESTRICTIONS = { 0: 'None', 1: 'AllowList', 2: 'BlockList' } as const;
