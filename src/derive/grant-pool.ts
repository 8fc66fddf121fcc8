/** Grants and lists of grants, each kept once: on most places of a tenant the same few stand. */
import { gapKey } from '../evidence/coverage.js';
import type { PlacedGrant } from './grants.js';
import type { Grant } from './rows.js';

/** Everything that two grants can differ in. */
function keyOf(grant: PlacedGrant): string {
  const doubt = grant.people === 'everybody' || grant.people.known ? '' : gapKey(grant.people.gap);
  const flags = [grant.inherited, grant.toDriveOwner, grant.directId !== null, grant.isForeignClaim].map(Number).join('');
  const texts = [grant.audience, grant.audienceKey, grant.label, grant.reach, grant.role, flags, grant.via, grant.expires, doubt];
  return texts.join('\n');
}

/** What rules see: not the people themselves. */
function bare({ people: _people, directId: _direct, audienceKey: _key, ...grant }: PlacedGrant): Grant {
  return grant;
}

interface Pooled {
  readonly number: number;
  readonly grant: Grant;
}

export class GrantPool {
  readonly #grants = new Map<string, Pooled>();
  readonly #met = new WeakMap<PlacedGrant, Pooled>();
  readonly #lists = new Map<number, (readonly Grant[])[]>();

  /** The one list that holds exactly these grants in this order. */
  list(placed: readonly PlacedGrant[]): readonly Grant[] {
    let hash = 17;
    const grants = placed.map((one) => {
      const { number, grant } = this.#one(one);
      hash = (Math.imul(hash, 31) + number) | 0;
      return grant;
    });
    const alike = this.#lists.get(hash);
    if (alike === undefined) {
      this.#lists.set(hash, [grants]);
      return grants;
    }
    const same = alike.find((list) => list.length === grants.length && list.every((g, at) => g === grants[at]));
    if (same === undefined) alike.push(grants);
    return same ?? grants;
  }

  #one(placed: PlacedGrant): Pooled {
    const met = this.#met.get(placed);
    if (met !== undefined) return met;
    const key = keyOf(placed);
    const pooled = this.#grants.get(key) ?? { number: this.#grants.size, grant: bare(placed) };
    this.#grants.set(key, pooled);
    this.#met.set(placed, pooled);
    return pooled;
  }
}
