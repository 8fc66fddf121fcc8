/** The operator's export, unless it says itself that it is of another tenant: then nothing of it may be believed. */
import type { Gap } from '../evidence/coverage.js';
import { type Known, known, unknown } from '../evidence/known.js';
import type { Bundle } from '../purview/results.js';
import type { CollectorContext } from './define.js';

const OTHER_TENANT: Gap = { reason: 'failed', detail: 'the export that was given is of another tenant, and was not used' };

/** Null: none was given. */
export async function ownBundle({ bundle, evidence, note }: CollectorContext): Promise<Known<Bundle | null>> {
  if (bundle === null || bundle.tenantId === null) return known(bundle);
  for await (const { id } of evidence.rows('organization')) {
    if (id.toLowerCase() === bundle.tenantId.toLowerCase()) continue;
    note(`The export ${bundle.name} is of another tenant, and was not used.`);
    return unknown(OTHER_TENANT);
  }
  return known(bundle);
}

/** The same for those who have other sources: one of another tenant is as good as none. */
export async function bundleOrNone(context: CollectorContext): Promise<Bundle | null> {
  const bundle = await ownBundle(context);
  return bundle.known ? bundle.value : null;
}
