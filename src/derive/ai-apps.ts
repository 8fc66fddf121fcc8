/** The catalogue of consumer AI tools and how each shows itself in a tenant: by app id, by host, or (only "possible") by name. */
import type { ServicePrincipal } from '../evidence/apps.js';

interface AiTool {
  readonly name: string;
  /** App ids that a public source confirms; few do. */
  readonly appIds?: readonly string[];
  /** Hosts of the vendor: a home page or reply address on one of them, or below it. */
  readonly hosts: readonly string[];
  /** Whole names, compared word by word. */
  readonly names: readonly string[];
}

/** Sources and date: public write-ups and vendors' own help texts, read in November 2026. */
export const AI_TOOLS: readonly AiTool[] = [
  {
    name: 'ChatGPT (OpenAI)',
    appIds: ['e0476654-c1d5-430b-ab80-70cbd947616a'],
    hosts: ['openai.com', 'chatgpt.com'],
    names: ['chatgpt', 'openai'],
  },
  {
    name: 'Claude (Anthropic)',
    appIds: ['08ad6f98-a4f8-4635-bb8d-f1a3044760f0', '07c030f6-5743-41b7-ba00-0a6e85f37c17'],
    hosts: ['anthropic.com', 'claude.ai'],
    names: ['claude', 'anthropic'],
  },
  { name: 'Gemini (Google)', hosts: ['gemini.google.com', 'notebooklm.google.com'], names: ['google gemini', 'notebooklm'] },
  { name: 'Perplexity', hosts: ['perplexity.ai'], names: ['perplexity'] },
  { name: 'DeepSeek', hosts: ['deepseek.com'], names: ['deepseek'] },
  { name: 'Poe', hosts: ['poe.com'], names: ['poe'] },
  { name: 'Character.AI', hosts: ['character.ai'], names: ['character.ai'] },
  { name: 'Otter.ai', hosts: ['otter.ai'], names: ['otter', 'otter.ai'] },
  { name: 'Fireflies', hosts: ['fireflies.ai'], names: ['fireflies', 'fireflies.ai'] },
  { name: 'Read AI', hosts: ['read.ai'], names: ['read ai', 'read.ai'] },
  { name: 'Fathom', hosts: ['fathom.video'], names: ['fathom'] },
  { name: 'tl;dv', hosts: ['tldv.io'], names: ['tl;dv', 'tldv'] },
  { name: 'Krisp', hosts: ['krisp.ai'], names: ['krisp'] },
  { name: 'Sembly', hosts: ['sembly.ai'], names: ['sembly'] },
  { name: 'Avoma', hosts: ['avoma.com'], names: ['avoma'] },
  { name: 'MeetGeek', hosts: ['meetgeek.ai'], names: ['meetgeek'] },
  { name: 'Supernormal', hosts: ['supernormal.com'], names: ['supernormal'] },
  { name: 'Granola', hosts: ['granola.ai'], names: ['granola'] },
  { name: 'Notion AI', hosts: ['notion.so', 'notion.com'], names: ['notion', 'notion ai'] },
  { name: 'Grammarly', hosts: ['grammarly.com'], names: ['grammarly'] },
  { name: 'QuillBot', hosts: ['quillbot.com'], names: ['quillbot'] },
  { name: 'Wordtune', hosts: ['wordtune.com'], names: ['wordtune'] },
  { name: 'DeepL', hosts: ['deepl.com'], names: ['deepl'] },
  { name: 'Jasper', hosts: ['jasper.ai'], names: ['jasper'] },
  { name: 'Fyxer', hosts: ['fyxer.com', 'fyxer.ai'], names: ['fyxer'] },
  { name: 'Superhuman', hosts: ['superhuman.com'], names: ['superhuman'] },
  { name: 'Shortwave', hosts: ['shortwave.com'], names: ['shortwave'] },
  { name: 'Zapier', hosts: ['zapier.com'], names: ['zapier'] },
  { name: 'Make', hosts: ['make.com'], names: ['make.com'] },
  { name: 'n8n', hosts: ['n8n.io', 'n8n.cloud'], names: ['n8n'] },
  { name: 'Lindy', hosts: ['lindy.ai'], names: ['lindy'] },
  { name: 'Monica', hosts: ['monica.im'], names: ['monica ai'] },
  { name: 'Sider', hosts: ['sider.ai'], names: ['sider ai'] },
  { name: 'Merlin', hosts: ['getmerlin.in'], names: ['merlin ai'] },
  { name: 'Qwen', hosts: ['qwen.ai'], names: ['qwen'] },
  { name: 'Kimi', hosts: ['kimi.com', 'moonshot.cn'], names: ['kimi'] },
  { name: 'Abridge', hosts: ['abridge.com'], names: ['abridge'] },
  { name: 'Suki', hosts: ['suki.ai'], names: ['suki'] },
  { name: 'Augmedix', hosts: ['augmedix.com'], names: ['augmedix'] },
  { name: 'DeepScribe', hosts: ['deepscribe.ai'], names: ['deepscribe'] },
  { name: 'Heidi', hosts: ['heidihealth.com', 'heidihealth.com.au'], names: ['heidi health'] },
  { name: 'Freed', hosts: ['getfreed.ai'], names: ['freed'] },
  { name: 'Doximity', hosts: ['doximity.com'], names: ['doximity', 'doximity gpt'] },
  { name: 'OpenEvidence', hosts: ['openevidence.com'], names: ['openevidence'] },
  { name: 'Glass', hosts: ['glass.health'], names: ['glass health'] },
  { name: 'MaxAI', hosts: ['maxai.me', 'maxai.co'], names: ['maxai'] },
];

function isBelow(host: string, vendor: string): boolean {
  const name = host.toLowerCase();
  return name === vendor || name.endsWith(`.${vendor}`);
}

function hostOf(address: string | null): string | null {
  try {
    return address === null ? null : new URL(address).hostname;
  } catch {
    return null;
  }
}

/** The AI tool that an application is, or null. An app id or a vendor's host is certain; a name alone is only possible. */
export function aiToolOf(app: ServicePrincipal): { readonly name: string; readonly matchedBy: 'appId' | 'host' | 'name' } | null {
  const byId = AI_TOOLS.find((t) => t.appIds?.includes(app.appId.toLowerCase()));
  if (byId !== undefined) return { name: byId.name, matchedBy: 'appId' };
  const hosts = [hostOf(app.homepage), ...app.replyUrlHosts].filter((h) => h !== null);
  const byHost = AI_TOOLS.find((t) => hosts.some((h) => t.hosts.some((vendor) => isBelow(h, vendor))));
  if (byHost !== undefined) return { name: byHost.name, matchedBy: 'host' };
  const name = app.displayName.trim().toLowerCase();
  const byName = AI_TOOLS.find((t) => t.names.includes(name));
  return byName === undefined ? null : { name: byName.name, matchedBy: 'name' };
}
