/** Connectors of the Power Platform that carry data to anywhere, or to AI services outside Microsoft's agreement. */
import type { Gap } from '../../evidence/coverage.js';
import { anyOf, mapKnown, type Tri } from '../../evidence/known.js';
import { type PowerPlatformEnvironment, type PowerPlatformPolicy, unreadable } from '../../evidence/purview.js';

/** Ids without the path and without `shared_`, lower case: from public lists of connectors, read in November 2026. */
const TO_ANYWHERE: Readonly<Record<string, string>> = {
  http: 'HTTP',
  sendhttp: 'HTTP',
  httpwebhook: 'HTTP Webhook',
  httprequestreceived: 'When a HTTP request is received',
  webcontents: 'HTTP with Microsoft Entra ID (preauthorized)',
  webcontentsv2: 'HTTP with Microsoft Entra ID',
};

/** Beginnings of ids: independent publishers add endings of their own. Azure OpenAI, the tenant's own service, is not one. */
const CONSUMER_AI: Readonly<Record<string, string>> = {
  openai: 'OpenAI',
  chatgpt: 'ChatGPT',
  anthropic: 'Anthropic',
  claude: 'Claude',
  gemini: 'Google Gemini',
  googlegemini: 'Google Gemini',
  perplexity: 'Perplexity',
  deepseek: 'DeepSeek',
  mistral: 'Mistral',
  huggingface: 'Hugging Face',
};

/** Our name of a connector that should not be in the business group; null: it may be. */
export function riskyConnector(id: string): string | null {
  const bare = bareId(id);
  if (Object.hasOwn(TO_ANYWHERE, bare)) return TO_ANYWHERE[bare] ?? null;
  return Object.entries(CONSUMER_AI).find(([start]) => bare.startsWith(start))?.[1] ?? null;
}

/** Without the path and `shared_`, lower case. */
export function bareId(id: string): string {
  const name = id.toLowerCase().split('/').at(-1) ?? '';
  return name.startsWith('shared_') ? name.slice('shared_'.length) : name;
}

/** Whether the policy binds the environment. */
export function binds({ environments }: PowerPlatformPolicy, { name }: PowerPlatformEnvironment): boolean {
  const has = (names: readonly string[]) => names.some((other) => other.toLowerCase() === name.toLowerCase());
  if (environments === 'all') return true;
  return 'only' in environments ? has(environments.only) : !has(environments.except);
}

export interface BesideBusiness {
  /** Our names of connectors that the policy lets work beside business data and that no policy there blocks, sorted. */
  readonly risky: readonly string[];
  /** Why there may be more; null: there are no more. */
  readonly gap: Gap | null;
}

/** `together`: every policy that binds the same environment; the strictest of them holds. */
export function besideBusiness(policy: PowerPlatformPolicy, together: readonly PowerPlatformPolicy[]): BesideBusiness {
  const { business, defaultGroup } = policy;
  if (!business.known) return { risky: [], gap: business.gap };
  const isBlocked = (id: string): Tri =>
    anyOf(together.map(({ blocked }) => mapKnown(blocked, (ids) => ids.some((other) => bareId(other) === id))));
  const risky = new Set<string>();
  let gap: Gap | null = null;
  for (const id of business.value) {
    const name = riskyConnector(id);
    if (name === null) continue;
    const blocked = isBlocked(bareId(id));
    if (!blocked.known) gap ??= blocked.gap;
    else if (!blocked.value) risky.add(name);
  }
  // What stands in no group that was read stands in the default one, or in the group that is neither of the two.
  const isTold = defaultGroup === 'non-business' || defaultGroup === 'blocked';
  const isHttpListed = business.value.some((id) => bareId(id) === 'http');
  if (!isTold && !isHttpListed) {
    const blocked = isBlocked('http');
    if (!blocked.known) gap ??= blocked.gap;
    else if (!blocked.value) gap ??= unreadable('in which group a Power Platform policy has the HTTP connector');
  }
  return { risky: [...risky].sort(), gap };
}
