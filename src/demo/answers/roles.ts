/** Directory roles: who holds which, and what they are called. */
import type { Call, Reply } from '../call.js';
import { listReply } from '../paging.js';
import { expansions, shaped, wrongExpansion } from '../select.js';
import { directoryObject } from './groups.js';

export function roleAssignments(call: Call): Reply {
  const wrong = wrongExpansion(call, ['principal', 'roleDefinition']);
  if (wrong !== null) return wrong;
  const wanted = expansions(call);
  const names = wanted.map((one) => one.name);
  const { roleDefinitions } = call.tenant;
  return listReply(call, call.tenant.roleAssignments, {
    name: 'roleAssignments',
    type: 'unifiedRoleAssignment',
    absent: 'omitted',
    size: 500,
    cap: 999,
    always: names,
    complete: (row) => {
      const answer: Record<string, unknown> = { ...row };
      for (const { name, select } of wanted) {
        const definition = roleDefinitions.find((one) => one.id === row.roleDefinitionId) ?? null;
        const target = name === 'principal' ? directoryObject(call, row.principalId ?? '') : definition;
        answer[name] = target === null ? null : shaped(target, select, { type: 'directoryObject', absent: 'omitted' });
      }
      return answer;
    },
  });
}

export function roleDefinitions(call: Call): Reply {
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  const size = { size: 500, cap: 999 };
  return listReply(call, call.tenant.roleDefinitions, {
    name: 'roleDefinitions',
    type: 'unifiedRoleDefinition',
    absent: 'omitted',
    ...size,
  });
}
