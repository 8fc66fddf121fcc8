/** The token that a service is asked with, renewed once for however many requests it was refused to. */
import type { TokenSource } from './token.js';

export interface HeldToken {
  current(): Promise<string>;
  /** Gets another token than the one refused; null: than the one held now. */
  renew(refused: string | null, claims: string | null): Promise<void>;
}

export function createHeldToken(tokens: TokenSource): HeldToken {
  let held: string | null = null;
  let renewing: Promise<void> | null = null;
  return {
    async current() {
      held = (await tokens.token()).token;
      return held;
    },
    async renew(refused, claims) {
      // Another request has renewed it meanwhile.
      if (refused !== null && held !== null && held !== refused) return;
      renewing ??= tokens
        .token({ refresh: true, ...(claims === null ? {} : { claims }) })
        .then(({ token }) => {
          held = token;
        })
        .finally(() => {
          renewing = null;
        });
      await renewing;
    },
  };
}
