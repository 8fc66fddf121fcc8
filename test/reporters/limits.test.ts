/** Gaps that the operator made and gaps that only SharePoint fills, in words that lead to the right remedy; and the lines on limits and doubts. */
import { describe, expect, it } from 'vitest';
import type { Gap } from '../../src/evidence/coverage.js';
import { gapSentence } from '../../src/evidence/gap-sentence.js';
import { needsSharePoint, SHAREPOINT_PERMISSION } from '../../src/evidence/sharepoint.js';
import { methodStatements } from '../../src/method.js';
import { doubtSentence, limitSentence } from '../../src/reporters/headline.js';
import { gapWords } from '../../src/reporters/wording.js';
import type { ScanResult } from '../../src/result/types.js';
import { FACTS } from '../snapshot/facts.js';
import { noGo } from './sample.js';

describe('a gap', () => {
  it.each<[Gap, RegExp, RegExp]>([
    [{ reason: 'not-requested', remedy: '--sites', detail: 'x' }, /limited to other sites, by --sites\.$/, /without that limit/],
    [{ reason: 'not-yet-read', remedy: '--max-ru', detail: 'x' }, /by --max-ru, were used up/, /without that limit/],
    [{ reason: 'not-yet-read', remedy: '--until', detail: 'x' }, /by --until, was over/, /without that limit/],
    [{ reason: 'not-requested', remedy: '--sam FILE' }, /It was not asked for|did not ask/, /^--sam FILE$/],
    [needsSharePoint(), /SharePoint itself|does not show/, /certificate.*Sites\.FullControl\.All \(SharePoint\)/],
    [{ reason: 'needs-sharepoint-tier' }, /SharePoint itself|does not show/, /certificate/],
    [
      { reason: 'forbidden', remedy: SHAREPOINT_PERMISSION },
      /Microsoft refused the request/,
      /^Sites\.FullControl\.All \(SharePoint\)$/,
    ],
  ])('%j', (gap, what, show) => {
    expect(gapSentence(gap)).toMatch(what);
    expect(gapWords(gap).what).toMatch(what);
    expect(gapWords(gap).show).toMatch(show);
  });
});

describe('lines on limits and doubts', () => {
  const limited = (limits: Partial<ScanResult['scan']['limits']>, count = 3): ScanResult => {
    const base = noGo();
    const scan = { ...base.scan, limits: { ...base.scan.limits, ...limits } };
    return { ...base, scan, coverage: { ...base.coverage, unreadSites: { count, list: [] } } };
  };

  it.each<[Partial<ScanResult['scan']['limits']>, number, string | null]>([
    [{}, 3, null],
    [{ maxUnits: 5 }, 0, null],
    [{ maxUnits: 5 }, 1, 'The scan was limited by --max-ru: 1 site was not read whole.'],
    [
      { sites: 2, until: '2026-11-24T06:00:00.000Z' },
      3,
      'The scan was limited by --sites and --until: 3 sites were not read whole.',
    ],
  ])('%j, %d sites left', (limits, count, sentence) => {
    expect(limitSentence(limited(limits, count))).toBe(sentence);
  });

  it.each<[{ sites: number; places: number }, string | null]>([
    [{ sites: 0, places: 0 }, null],
    [
      { sites: 2, places: 0 },
      'An imported report shows access for everyone that the crawl does not: on 2 sites and on 0 single places.',
    ],
  ])('doubts %j', (doubts, sentence) => {
    const base = noGo();
    const { secondOpinion } = base;
    expect(doubtSentence({ ...base, secondOpinion: secondOpinion === null ? null : { ...secondOpinion, doubts } })).toBe(
      sentence,
    );
    expect(doubtSentence({ ...base, secondOpinion: null })).toBeNull();
  });
});

describe('the method', () => {
  const told = (over: Partial<typeof FACTS>) => methodStatements({ ...FACTS, ...over }).join(' ');

  it('says which way SharePoint itself was looked at', () => {
    expect(told({ sharePoint: { known: true, value: { permissions: null } } })).toMatch(
      /SharePoint itself was asked too.*Administrators of a site collection reach everything/,
    );
    expect(told({ profile: 'minimal', sharePoint: { known: true, value: { permissions: null } } })).toContain(
      'sites are not part of --profile minimal',
    );
    expect(told({ sharePoint: { known: false, gap: needsSharePoint() } })).toMatch(
      /SharePoint itself was not asked.*administrators of sites were not seen/,
    );
  });

  it('says what kept it from the whole, and only that', () => {
    expect(told({})).not.toMatch(/--sites|--max-ru|--until/);
    expect(told({ limits: { sites: 4, maxUnits: 9, until: '2026-11-24T06:00:00.000Z' } })).toMatch(
      /--sites\), whose length is 4.*at most 9 resource units.*after 2026-11-24T06:00:00\.000Z/,
    );
  });
});
