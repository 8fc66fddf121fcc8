/** Where an item stands, in pieces that can be masked one by one. */
export interface Place {
  readonly siteUrl: string;
  readonly siteName: string;
  /** Address of the library, which says nothing of the items in it. */
  readonly driveUrl: string;
  /** Library, folders and the item's own name; `sensitive` pieces are not written into reports. */
  readonly parts: readonly { readonly name: string; readonly sensitive: boolean }[];
  /** The lexicon's words that made pieces sensitive, for the mask: `patient intake`. */
  readonly words: readonly string[];
}
