/** Reads whether container labels are switched on: one value among the directory-wide settings of Microsoft 365 groups. */
import type { Gap } from '../evidence/coverage.js';
import type { GroupSettings } from '../evidence/purview.js';
import { defineCollector } from './define.js';
import { type Json, record, text } from './fields.js';
import { closing, MALFORMED } from './paged.js';
import { entriesOf, flagOf } from './sharepoint-answers.js';

const permission = 'GroupSettings.Read.All';
const path = '/groupSettings';
const access = [{ permission, why: 'whether sensitivity labels may be put on groups, teams and sites', optional: true }];

/** The template `Group.Unified`, the same in every tenant. */
const UNIFIED = '62375ab9-6b52-47ed-826b-58e47e0e304b';

export default defineCollector({
  meta: {
    id: 'group-settings',
    title: 'Settings of Microsoft 365 groups',
    provides: ['groupSettings'],
    after: [],
    application: access,
    delegated: access,
    modes: ['application', 'delegated'],
    delegatedRole: 'Global Reader',
    profile: 'standard',
    endpoints: [path],
  },
  async collect(context) {
    const writer = await context.out.shard('groupSettings');
    const gaps: Gap[] = [];
    let settings: GroupSettings | null = null;
    for await (const page of context.graph.pages<unknown>({ path, lane: 'directory', units: 1, permission })) {
      if (!page.ok) {
        gaps.push(page.gap);
        break;
      }
      for (const entry of page.rows) {
        const object = record(entry);
        const templateId = object === null ? null : text(object.templateId);
        if (object === null || templateId === null) gaps.push(MALFORMED);
        else if (templateId.toLowerCase() === UNIFIED) {
          settings = groupSettingsOf(object);
          if (settings === null) gaps.push(MALFORMED);
        }
      }
    }
    // Nobody changed them: a list that was read whole and names no such settings means Microsoft's defaults.
    if (settings === null && gaps.length === 0) settings = { enableMipLabels: false };
    if (settings !== null) await writer.page([settings]);
    await writer.close(closing(gaps, settings !== null));
  },
});

/** A value that the list leaves out has Microsoft's default, which is off; one that cannot be read makes it null. */
export function groupSettingsOf(entry: Json): GroupSettings | null {
  const values = entriesOf(entry.values)?.map(record);
  if (values === undefined || values.includes(null)) return null;
  const told = values.find((one) => text(one?.name)?.toLowerCase() === 'enablemiplabels');
  if (told === undefined) return { enableMipLabels: false };
  const enableMipLabels = flagOf(told?.value);
  return enableMipLabels === null ? null : { enableMipLabels };
}
