/** Configuration snapshots: the jobs that made them, and what each holds. None, unless somebody made one. */
import { type Call, type Reply, refuse } from '../call.js';
import { GRAPH, listReply, oneReply } from '../paging.js';

export function snapshotJobs(call: Call): Reply {
  const jobs = (call.tenant.configurationSnapshots ?? []).map(({ id, status, completedDateTime, resources, errorDetails }) => ({
    id,
    displayName: 'Before the change',
    description: '',
    tenantId: call.tenant.id,
    status,
    resources: [...new Set(resources.map((one) => one.resourceType))],
    createdDateTime: completedDateTime,
    completedDateTime,
    errorDetails: errorDetails ?? [],
    resourceLocation: `${GRAPH}/admin/configurationManagement/configurationSnapshots/${id}`,
  }));
  const rules = { name: 'snapshotJobs', type: 'configurationSnapshotJob', absent: 'null', size: 20, cap: 100 } as const;
  return listReply(call, jobs, rules);
}

export function snapshot(call: Call): Reply {
  const found = call.tenant.configurationSnapshots?.find((one) => one.id === call.params.snapshot);
  if (found === undefined) return refuse(404, 'NotFound', 'The snapshot was not found, or was deleted after seven days.');
  const row = { id: found.id, displayName: 'Before the change', description: '', parameters: [], resources: found.resources };
  return oneReply(call, row, { type: 'configurationBaseline', absent: 'null' });
}
