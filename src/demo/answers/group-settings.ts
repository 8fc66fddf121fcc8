/** `GET /groupSettings`: what was set for the whole directory; nothing where nobody ever changed Microsoft's defaults. */
import type { Call, Reply } from '../call.js';
import { listReply } from '../paging.js';
import { guidOf } from '../random.js';
import type { SimulatedTenant } from '../tenant.js';

const UNIFIED = '62375ab9-6b52-47ed-826b-58e47e0e304b';

/** Where nothing is stored: whoever made labels also let them be put on groups and sites. */
function settingsOf({ id, labels }: SimulatedTenant): NonNullable<SimulatedTenant['groupSettings']> {
  if (labels.length === 0) return [];
  const values = {
    EnableMIPLabels: 'True',
    EnableGroupCreation: 'true',
    AllowGuestsToAccessGroups: 'true',
    ClassificationList: '',
  };
  return [
    {
      id: guidOf(`group settings of ${id}`),
      displayName: 'Group.Unified',
      templateId: UNIFIED,
      values: Object.entries(values).map(([name, value]) => ({ name, value })),
    },
  ];
}

export function groupSettings(call: Call): Reply {
  const rows = call.tenant.groupSettings ?? settingsOf(call.tenant);
  return listReply(call, rows, { name: 'groupSettings', type: 'groupSetting', absent: 'null', size: 100, cap: 999 });
}
