/** A report of SharePoint Advanced Management beside the crawl: where it shows more open, the report doubts and says so. */
import { describe, expect, it } from 'vitest';
import { generateHospital } from '../../src/demo/index.js';
import type { SamBroadItem } from '../../src/evidence/sharepoint.js';
import { renderHtml, renderMarkdown } from '../../src/reporters/index.js';
import { type Told, tell } from '../kit/scenario.js';

const SIZE = { staff: 300, seats: 40 };
const { planted } = generateHospital(SIZE);

const listed = (itemUrl: string): SamBroadItem => ({
  collectionId: null,
  itemUrl,
  itemType: 'File',
  role: 'Read',
  recipient: 'Everyone except external users',
  reportDate: new Date().toISOString().slice(0, 10),
});

const ask = (broadItems: readonly SamBroadItem[] | null, variant: 'hospital' | 'clean' = 'hospital'): Promise<Told> =>
  tell(generateHospital({ ...SIZE, variant }), { withSharePoint: true, leavers: [], sam: { broadItems } });

const documents = async ({ result }: Told) => [renderMarkdown(result), await renderHtml(result)];
const DOUBT = 'An imported report shows access for everyone that the crawl does not';

describe('an item that is open to everyone in the report alone', () => {
  // In a site that the crawl read whole, and that it found in order.
  const item = `${planted.benefits.url}/Shared Documents/Treatment Notes/Zebulon Quist.pdf`;

  it.each(['hospital', 'clean'] as const)('is a doubt about the %s, and changes no finding', async (variant) => {
    const [without, told] = [await ask(null, variant), await ask([listed(item)], variant)];
    expect(told.outcomes()).toEqual(without.outcomes());
    expect(told.result.verdict.decision).toBe(without.result.verdict.decision);
    expect(without.result.secondOpinion).toBeNull();
    expect(told.result.secondOpinion).toMatchObject({ doubts: { sites: 0, places: 1 }, counts: { 'open-item': 1 } });
    expect(told.result.secondOpinion?.rows).toEqual([
      expect.objectContaining({ what: 'open-item', url: planted.benefits.url, crawl: false, imported: true, isDoubt: true }),
    ]);
    for (const text of await documents(told)) {
      expect(text.includes('Second opinion') && text.includes(DOUBT)).toBe(true);
      // A name of a file that looks like PHI is masked, from whichever source it came.
      expect(text.includes('Zebulon')).toBe(false);
    }
    expect(JSON.stringify(told.result)).not.toContain('Zebulon');
    for (const text of await documents(without)) expect(text).not.toContain('Second opinion');
  });
});

it('an item that the crawl found open as well is no doubt', async () => {
  const told = await ask([listed(`${new URL(planted.archive.url).origin}${planted.folder.path}`)]);
  expect(told.result.secondOpinion).toMatchObject({ doubts: { sites: 0, places: 0 }, rows: [] });
  for (const text of await documents(told)) {
    expect(text).toContain('Second opinion');
    expect(text).not.toContain(DOUBT);
  }
});
