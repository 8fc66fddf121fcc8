/** Sites by the id of their collection and by their address, however it is spelled. */

/** Finds a site by the id of its collection, else by its address. */
export class SiteIndex<S extends { readonly collectionId: string; readonly site: { readonly webUrl: string } }> {
  readonly #byId: ReadonlyMap<string, S>;
  readonly #byUrl: ReadonlyMap<string, S>;

  constructor(sites: readonly S[]) {
    this.#byId = new Map(sites.map((s) => [s.collectionId, s]));
    this.#byUrl = new Map(sites.map((s) => [addressKey(s.site.webUrl), s]));
  }

  find(collectionId: string | null, url: string): S | undefined {
    const byId = collectionId === null ? undefined : this.#byId.get(collectionId);
    return byId ?? this.#byUrl.get(addressKey(url));
  }

  /** The site in which an item lies; by its address, one below another wins. */
  around(collectionId: string | null, url: string): S | undefined {
    const byId = collectionId === null ? undefined : this.#byId.get(collectionId);
    if (byId !== undefined) return byId;
    const parts = addressKey(url).split('/');
    for (let length = parts.length; length > 0; length -= 1) {
      const found = this.#byUrl.get(parts.slice(0, length).join('/'));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Host and path of an address, decoded and in lower case, without a slash at the end: one spelling of one place. */
export function addressKey(url: string): string {
  const bare = url.replace(/^https?:\/\//i, '').replace(/[?#].*$/, '');
  return decoded(bare).toLowerCase().replace(/\/+$/, '');
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
