/** Labels, DLP, audit and the like: what Microsoft's cmdlets say, out of the operator's export, of the direct path and of Graph's snapshots. */

import { COMPLIANCE_PERMISSION, EXCHANGE_PERMISSION } from '../evidence/cmdlet-access.js';
import { type Gap, gapsOf } from '../evidence/coverage.js';
import type { DatasetName, Datasets } from '../evidence/datasets.js';
import { type Known, known, mapKnown, unknown } from '../evidence/known.js';
import { type Disagreement, needsExport, type Origin } from '../evidence/purview.js';
import type { SharePointTenant } from '../evidence/sharepoint.js';
import { CMDLETS, type Cmdlet, cmdletNamed } from '../purview/cmdlets.js';
import { decodeObjects } from '../purview/decode.js';
import { differencesBetween, mergeDataset, readingsOf, type Telling, tellingsOf } from '../purview/merge.js';
import type { Normaliser, SourcedDataset } from '../purview/normal/define.js';
import { NORMALISERS } from '../purview/normal/index.js';
import type { Bundle, CmdletAnswer, CmdletResult } from '../purview/results.js';
import { tenantIn } from '../purview/sharepoint-export.js';
import type { CmdletReader, CmdletReply, CmdletTenant } from '../sources/cmdlets.js';
import { readSnapshots, SNAPSHOT_ACCESS, SNAPSHOT_ENDPOINTS } from './configuration-snapshots.js';
import { type CollectorContext, defineCollector } from './define.js';
import { ownBundle } from './own-bundle.js';
import { chunks, closing } from './paged.js';
import { exportedTenant } from './sharepoint-tenant.js';

const SOURCED = Object.keys(NORMALISERS) as SourcedDataset[];

/** Datasets that other collectors make of an export, by cmdlet. */
const OF_SHAREPOINT: Readonly<Record<string, DatasetName>> = {
  'get-spotenant': 'sharePointTenant',
  'get-spotenantrestrictedsearchmode': 'sharePointTenant',
  'get-spotenantrestrictedsearchallowedlist': 'sharePointTenant',
  'get-sposite': 'siteSettings',
  'get-spositegroup': 'siteGroups',
};

const ROLE = 'with the Entra role Global Reader or Security Reader';

export default defineCollector({
  meta: {
    id: 'cmdlets',
    title: 'Labels, DLP, audit and other policies (cmdlets)',
    provides: [...SOURCED, 'cmdletReadings', 'disagreements'],
    after: ['organization', 'sharePointTenant'],
    application: [SNAPSHOT_ACCESS],
    delegated: [],
    modes: ['application', 'delegated'],
    cmdlets: [
      {
        permission: EXCHANGE_PERMISSION,
        why: `whether the audit log is on, and how mail leaves; ${ROLE}, for --purview-direct only`,
        optional: true,
      },
      {
        permission: COMPLIANCE_PERMISSION,
        why: `DLP, labels, retention and policies that watch people; ${ROLE}, for --purview-direct only`,
        optional: true,
      },
    ],
    profile: 'minimal',
    endpoints: ['/AdminApi/v1.0/{tenantId}/EXOModuleFile', '/adminapi/beta/{tenantId}/InvokeCommand', ...SNAPSHOT_ENDPOINTS],
  },
  async collect(context) {
    const bundle = await ownBundle(context);
    const direct = await askDirectly(context);
    const snapshots = await readSnapshots(context);
    const results = [...(bundle.known ? (bundle.value?.results ?? []) : []), ...direct.results, ...snapshots];
    if (bundle.known && bundle.value !== null) tellOfBundle(context, bundle.value);
    const tellings = tellingsOf(results);
    const missing = (cmdlet: string) => missingGap(cmdlet, bundle, direct.gap);
    const disagreements: Disagreement[] = [];
    for (const dataset of SOURCED) disagreements.push(...(await writeMerged(context, dataset, tellings, missing)));
    disagreements.push(...(await sharePointDifferences(context, bundle)));
    await write(context, 'cmdletReadings', readingsOf(tellings, feedsOf));
    await write(context, 'disagreements', disagreements);
  },
});

const DAY_MS = 86_400_000;

function tellOfBundle({ note, now }: CollectorContext, { name, madeAt, notes, results }: Bundle): void {
  const days = madeAt === null ? null : Math.floor((now().getTime() - Date.parse(madeAt)) / DAY_MS);
  const age =
    days === null || Number.isNaN(days)
      ? 'It does not say when it was made.'
      : `It was made ${days < 1 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`}.`;
  const cmdlets = new Set(results.map(({ cmdlet }) => cmdlet.toLowerCase())).size;
  note(`The export ${name} was read, with ${cmdlets === 1 ? 'one cmdlet' : `${cmdlets} cmdlets`}. ${age}`);
  for (const sentence of notes) note(sentence);
}

interface Direct {
  readonly results: readonly CmdletResult[];
  /** Why the direct path was not asked, where somebody wanted it; null: it was asked, or nobody wanted it. */
  readonly gap: Gap | null;
}

async function askDirectly(context: CollectorContext): Promise<Direct> {
  const { cmdlets } = context;
  if (!cmdlets.known) return { results: [], gap: cmdlets.gap.reason === 'not-requested' ? null : cmdlets.gap };
  const tenant = await tenantOf(context);
  if (!tenant.known) return { results: [], gap: tenant.gap };
  context.note(
    'Cmdlets of Exchange Online and of Security & Compliance were asked at the endpoint that Microsoft’s own PowerShell module uses. Microsoft does not document it for this use.',
  );
  const reader = cmdlets.value(tenant.value);
  const wanted = CMDLETS.filter(({ direct }) => direct);
  const results: CmdletResult[] = [];
  // One after the other: the endpoint is slow, and throttles by the tenant.
  for (const cmdlet of wanted) {
    context.signal.throwIfAborted();
    const result = await invoke(context, reader, cmdlet);
    if (result !== null) results.push(result);
    context.progress('Cmdlets that were asked', results.length, wanted.length);
  }
  return { results, gap: null };
}

const NO_INITIAL_DOMAIN: Gap = {
  reason: 'failed',
  detail: 'the organization names no initial domain (….onmicrosoft.com), by which the cmdlet endpoint is addressed',
};

async function tenantOf({ evidence }: CollectorContext): Promise<Known<CmdletTenant>> {
  for await (const { id, verifiedDomains } of evidence.rows('organization')) {
    const initial = verifiedDomains.find(({ isInitial }) => isInitial);
    return initial === undefined ? unknown(NO_INITIAL_DOMAIN) : known({ tenantId: id, initialDomain: initial.name });
  }
  return unknown(gapsOf(evidence.coverage('organization'))[0] ?? NO_INITIAL_DOMAIN);
}

async function invoke({ now }: CollectorContext, reader: CmdletReader, cmdlet: Cmdlet): Promise<CmdletResult | null> {
  const { name, session } = cmdlet;
  if (session !== 'exchange' && session !== 'security-compliance') return null;
  const reply = await reader.invoke({ cmdlet: name, session });
  return {
    cmdlet: name,
    source: 'direct',
    session,
    at: now().toISOString(),
    module: null,
    door: reply.door,
    target: null,
    answer: answerOf(name, reply),
  };
}

function answerOf(cmdlet: string, reply: CmdletReply): CmdletAnswer {
  if (!reply.ok) return { kind: 'failed', gap: reply.gap };
  const objects = decodeObjects(reply.values);
  if (objects === null) {
    return {
      kind: 'unreadable',
      gap: {
        reason: 'unreadable',
        remedy: `--bundle with an export of ${cmdlet}`,
        detail: `${cmdlet} answered with something that is no list of objects`,
      },
    };
  }
  return objects.length === 0 && reply.cut === null ? { kind: 'empty' } : { kind: 'read', objects, cut: reply.cut };
}

const SCRIPT = 'copilot-preflight export-script writes the script that makes it';

/** Nobody asked: both ways to ask are told, where there are two. */
function missingGap(cmdlet: string, bundle: Known<Bundle | null>, direct: Gap | null): Gap {
  const isDirect = cmdletNamed(cmdlet)?.direct === true;
  if (!bundle.known) return bundle.gap;
  if (isDirect && direct !== null) return direct;
  return needsExport(cmdlet, isDirect ? `${SCRIPT}; --purview-direct would ask Microsoft’s cmdlet endpoint instead` : SCRIPT);
}

async function writeMerged<D extends SourcedDataset>(
  context: CollectorContext,
  dataset: D,
  tellings: readonly Telling[],
  missing: (cmdlet: string) => Gap,
): Promise<readonly Disagreement[]> {
  const { rows, coverage, disagreements } = mergeDataset(NORMALISERS[dataset] as Normaliser<D>, tellings, missing);
  const writer = await context.out.shard(dataset);
  for (const page of chunks(rows, ROWS_A_PAGE)) await writer.page(page);
  await writer.close(coverage);
  return disagreements;
}

const ROWS_A_PAGE = 500;

async function write<D extends 'cmdletReadings' | 'disagreements'>(
  { out }: CollectorContext,
  dataset: D,
  rows: readonly Datasets[D][],
): Promise<void> {
  const writer = await out.shard(dataset);
  for (const page of chunks(rows, ROWS_A_PAGE)) await writer.page(page);
  await writer.close(closing([], true));
}

function feedsOf(cmdlet: string): readonly string[] {
  const name = cmdlet.toLowerCase();
  const own = SOURCED.filter((dataset) => {
    const { cmdlets, beside } = NORMALISERS[dataset];
    return [...cmdlets, ...beside].some((one) => one.toLowerCase() === name);
  });
  const other = OF_SHAREPOINT[name];
  return other === undefined ? own : [...own, other];
}

/** Where SharePoint's administration answered, its word counts; what the export has otherwise is told. */
async function sharePointDifferences(
  { evidence, now }: CollectorContext,
  bundle: Known<Bundle | null>,
): Promise<readonly Disagreement[]> {
  const given = bundle.known ? bundle.value : null;
  const tenant = exportedTenant(given);
  const at = mapKnown(tenantIn(given), (told) => told.at);
  if (!tenant.known || !at.known) return [];
  const exported: Origin = { source: 'export', cmdlet: 'Get-SPOTenant', at: at.value };
  const asked: Origin = { source: 'direct', cmdlet: 'SharePoint administration', at: now().toISOString() };
  const all: Disagreement[] = [];
  for await (const row of evidence.rows('sharePointTenant')) {
    all.push(
      ...differencesBetween<SharePointTenant>(
        'SharePoint tenant settings',
        { origin: asked, row },
        { origin: exported, row: tenant.value },
      ),
    );
  }
  return all;
}
