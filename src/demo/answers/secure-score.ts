/** `GET /security/secureScores`: a score a day, the newest first, each with a score for every control. */
import type { Call, Reply } from '../call.js';
import { listReply } from '../paging.js';
import type { SimulatedTenant } from '../tenant.js';

const DAY_MS = 86_400_000;
/** Enough of the ninety that Microsoft keeps for a reader to show that it takes the newest. */
const DAYS = 3;

/** Where nothing is stored: the audit log is on, labels are what the tenant has of them, and nobody made anything else. */
function scoresOf({ tenant, now }: Call): NonNullable<SimulatedTenant['secureScores']> {
  const labels = tenant.labels.length > 0 ? 1 : 0;
  const controls: readonly (readonly [name: string, score: number])[] = [
    ['AdminMFAV2', 10],
    ['mip_search_auditlog', 3],
    ['mip_purviewlabelconsent', labels],
    ['mip_sensitivitylabelspolicies', 5 * labels],
    ['mip_autosensitivitylabelspolicies', 0],
    ['dlp_datalossprevention', 0],
    ['mip_DLP_policies_Teams', 0],
  ];
  return Array.from({ length: DAYS }, (_, day) => {
    const createdDateTime = `${new Date(now - (day + 1) * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`;
    return {
      id: `${tenant.id}_${createdDateTime.slice(0, 10)}`,
      azureTenantId: tenant.id,
      createdDateTime,
      currentScore: controls.reduce((sum, [, score]) => sum + score, 0),
      maxScore: 60,
      licensedUserCount: tenant.users.length,
      controlScores: controls.map(([controlName, score]) => ({ controlCategory: 'Data', controlName, score })),
    };
  });
}

export function secureScores(call: Call): Reply {
  const rows = call.tenant.secureScores ?? scoresOf(call);
  return listReply(call, rows, { name: 'secureScores', type: 'secureScore', absent: 'null', size: 90, cap: 999 });
}
