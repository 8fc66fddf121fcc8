/**
 * Reads policies out of configuration snapshots that somebody made in the last days. To make one would leave an object in
 * the tenant, and Microsoft keeps it for a week only: what is there is taken along, what is not there is no lack.
 */
import type { Timestamp } from '../evidence/directory.js';
import { decodeObjects } from '../purview/decode.js';
import type { CmdletResult } from '../purview/results.js';
import { type GraphRequest, graphPath } from '../sources/graph.js';
import type { Access, CollectorContext } from './define.js';
import { date, type Json, list, record, records, text, texts } from './fields.js';
import { guidOf } from './sharepoint-answers.js';

/** For the collector that reads them. */
export const SNAPSHOT_ACCESS: Access = {
  permission: 'ConfigurationMonitoring.Read.All',
  why: 'policies in configuration snapshots that somebody made: of DLP, labels and retention, without their rules',
  optional: true,
};
export const SNAPSHOT_ENDPOINTS = [
  '/admin/configurationManagement/configurationSnapshotJobs',
  '/admin/configurationManagement/configurationSnapshots/{id}',
] as const;
const [JOBS, SNAPSHOT] = SNAPSHOT_ENDPOINTS;

/** Resource types in lower case, as some write them, and the cmdlet whose properties they hold. */
const CMDLETS = {
  'microsoft.securityandcompliance.dlpcompliancepolicy': 'Get-DlpCompliancePolicy',
  'microsoft.securityandcompliance.labelpolicy': 'Get-LabelPolicy',
  'microsoft.securityandcompliance.autosensitivitylabelpolicy': 'Get-AutoSensitivityLabelPolicy',
  'microsoft.securityandcompliance.retentioncompliancepolicy': 'Get-RetentionCompliancePolicy',
} as const;
type ResourceType = keyof typeof CMDLETS;
const TYPES = Object.keys(CMDLETS) as ResourceType[];

/** A snapshot that was made without a fault, and what it holds whole. */
interface Job {
  readonly snapshotId: string;
  readonly at: Timestamp;
  readonly types: readonly ResourceType[];
}

const asked = (path: string): GraphRequest => ({
  path,
  lane: 'directory',
  units: 1,
  permission: SNAPSHOT_ACCESS.permission,
});

/** One result for each kind of policy, out of the newest snapshot that holds it; none where there is none, or none may be read. */
export async function readSnapshots(context: CollectorContext): Promise<readonly CmdletResult[]> {
  const newest = newestOf(await readJobs(context));
  const results: CmdletResult[] = [];
  for (const job of new Set(newest.values())) {
    const answer = await context.graph.one<unknown>(asked(graphPath(SNAPSHOT, { id: job.snapshotId })));
    const resources = answer.ok ? record(answer.value)?.resources : null;
    if (!Array.isArray(resources) || records(resources).length !== resources.length) {
      context.note('A configuration snapshot that Microsoft Graph lists could not be read, and was left aside.');
      continue;
    }
    const held = TYPES.filter((type) => newest.get(type) === job);
    results.push(...held.flatMap((type) => resultOf(type, job, records(resources), context)));
  }
  return results;
}

async function readJobs(context: CollectorContext): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  for await (const page of context.graph.pages<unknown>(asked(JOBS))) {
    if (page.ok) jobs.push(...page.rows.map(record).flatMap((entry) => (entry === null ? [] : jobOf(entry))));
    else {
      // Without the permission, or in a cloud without the service, nothing is missing that anybody counted on.
      if (page.status !== 403 && page.status !== 404)
        context.note('The list of configuration snapshots could not be read, so none was used.');
      return [];
    }
  }
  return jobs;
}

/** A job that ended well; a kind of policy that its own errors name is not whole, and is left out. */
function jobOf(entry: Json): Job[] {
  const at = date(entry.completedDateTime) ?? date(entry.createdDateTime);
  const snapshotId = guidOf(entry.resourceLocation) ?? guidOf(entry.id);
  if (text(entry.status)?.toLowerCase() !== 'succeeded' || at === null || snapshotId === null) return [];
  const named = texts(entry.resources).map((one) => one.toLowerCase());
  const faults = JSON.stringify(list(entry.errorDetails)).toLowerCase();
  const types = TYPES.filter((type) => named.includes(type) && !faults.includes(type));
  return types.length === 0 ? [] : [{ snapshotId, at, types }];
}

function newestOf(jobs: readonly Job[]): ReadonlyMap<ResourceType, Job> {
  const newest = new Map<ResourceType, Job>();
  for (const job of jobs) {
    for (const type of job.types) {
      const before = newest.get(type);
      if (before === undefined || Date.parse(job.at) > Date.parse(before.at)) newest.set(type, job);
    }
  }
  return newest;
}

function resultOf(type: ResourceType, job: Job, resources: readonly Json[], context: CollectorContext): CmdletResult[] {
  const properties = resources
    .filter((one) => text(one.resourceType)?.toLowerCase() === type)
    .map((one) => one.properties)
    // Written by tools that also take policies away.
    .filter((one) => text(record(one)?.Ensure)?.toLowerCase() !== 'absent');
  const objects = properties.every((one) => record(one) !== null) ? decodeObjects(properties) : null;
  if (objects === null) {
    context.note('A configuration snapshot holds policies in a form that could not be read; they were left aside.');
    return [];
  }
  // A snapshot whose maker could not see such policies looks like one of a tenant that has none.
  if (objects.length === 0) return [];
  const origin = { cmdlet: CMDLETS[type], source: 'graph', session: 'graph', at: job.at } as const;
  const answer = { kind: 'read', objects, cut: null } as const;
  return [{ ...origin, module: null, door: 'configuration snapshot', target: null, answer }];
}
