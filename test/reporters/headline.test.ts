/** The sentences that everybody reads: true at the edges, plain, and the same in every report. */
import { describe, expect, it } from 'vitest';
import { needsSharePoint } from '../../src/evidence/sharepoint.js';
import { orderedReasons } from '../../src/reporters/headline.js';
import {
  coverageSentence,
  decisionReason,
  exposureSentences,
  firstThings,
  firstTitle,
  scoreText,
  sourceBand,
  technicalOnlyLine,
} from '../../src/reporters/index.js';
import { howMany } from '../../src/reporters/wording.js';
import type { Finding, ResultObject, ScanResult } from '../../src/result/types.js';
import { conditions, go, noGo, notDetermined } from './sample.js';
import { finding, object } from './sample-findings.js';

function exposed(over: Partial<ScanResult['exposure']>): { figure: string; standing: string; latent: string } {
  return exposureSentences({ ...noGo(), exposure: { ...noGo().exposure, ...over } });
}

describe('the decision', () => {
  it('has one sentence of reason', () => {
    expect(decisionReason(noGo())).toBe(
      '3 findings must be closed before Copilot is switched on; the first: “Files or folders are granted to everyone in the organization”.',
    );
    expect(decisionReason(conditions())).toMatch(
      /^5 conditions must be met first, or accepted with an owner and a date; the first: “/,
    );
    expect(decisionReason(go())).toBe('Nothing that this scan can see stands against switching Copilot on.');
    expect(decisionReason(notDetermined())).toBe(
      'Too little could be seen to say yes or no. The list of sites was refused, so no permission was read.',
    );
  });

  it('tells the reason given where no finding carries it', () => {
    const result = { ...conditions(), findings: [] };
    expect(decisionReason(result)).toBe('New links work for the whole organization by default.');
    expect(decisionReason({ ...noGo(), findings: [], verdict: { ...noGo().verdict, reasons: [] } })).toBe(
      'A finding that blocks Copilot is open.',
    );
  });

  it('says that half of it has not been asked', () => {
    expect(technicalOnlyLine(noGo())).toBe(
      'Technical verdict: the questionnaire half (policies, BAAs, training) has not been answered.',
    );
    expect(technicalOnlyLine({ ...noGo(), verdict: { ...noGo().verdict, technicalOnly: false } })).toBeNull();
  });

  it('marks every source but Microsoft itself', () => {
    expect(sourceBand(noGo())?.text).toBe('Simulated tenant, not evidence');
    expect(sourceBand(conditions())?.text).toBe('Simulated tenant, not evidence');
    expect(sourceBand(go())).toBeNull();
  });
});

describe('exposure', () => {
  it.each([
    [{}, '612', '612 files with PHI-looking names can be read by every one of 74 employees today.'],
    [{ isLowerBound: true }, '612+', 'At least 612 files with PHI-looking names can be read by every one of 74 employees today.'],
    [
      { standing: 1, enabledMembers: null },
      '1',
      '1 file with a PHI-looking name can be read by everybody in the organization today.',
    ],
    [{ standing: 0 }, '0', 'None of the 48,211 files read has a PHI-looking name and is open to everybody today.'],
    [
      { standing: 0, isLowerBound: true },
      '0 found',
      'No file with a PHI-looking name was found open to everybody among the 48,211 files read; not everything could be seen.',
    ],
    [{ standing: null }, 'Not known', 'How many files with PHI-looking names everybody can read today is not known.'],
  ])('%j', (over, figure, sentence) => {
    expect(exposed(over)).toMatchObject({ figure, standing: sentence });
  });

  it('says why it is not known', () => {
    const unknown = finding({
      ruleId: 'EXP-002',
      pillar: 'exposure',
      outcome: 'not-assessed',
      title: 't',
      gaps: [{ reason: 'needs-sharepoint-tier', detail: 'Graph names a group without its members' }],
    });
    const result = { ...noGo(), findings: [unknown], exposure: { ...noGo().exposure, standing: null } };
    expect(exposureSentences(result).standing).toBe(
      'How many files with PHI-looking names everybody can read today is not known. Only SharePoint itself tells this: Graph names a group without its members.',
    );
  });

  it.each([
    [{}, '41 more are open for whoever opens a link.'],
    [{ latent: 1 }, '1 more is open for whoever opens a link.'],
    [{ standing: 0 }, '41 files with PHI-looking names are open for whoever opens a link.'],
    [{ isLowerBound: true }, 'At least 41 more are open for whoever opens a link.'],
    [{ latent: 0 }, 'No others lie behind an organization or Anyone link.'],
    [{ latent: 0, isLowerBound: true }, 'No others were found behind an organization or Anyone link in what was read.'],
    [{ latent: 0, standing: 0 }, 'None lies behind an organization or Anyone link.'],
    [{ latent: 0, standing: null, isLowerBound: true }, 'None was found behind an organization or Anyone link in what was read.'],
    [{ latent: null }, 'How many lie behind organization or Anyone links is not known.'],
  ])('behind links: %j', (over, sentence) => {
    expect(exposed(over).latent).toBe(sentence);
  });
});

describe('where most of it is', () => {
  const place = (name: string, sensitiveFiles: number, over: Partial<ResultObject> = {}) =>
    object({
      type: 'drive',
      name,
      reach: 'standing',
      detail: { where: `Site › ${name}`, grantedTo: 'Everyone except external users (in Besucher)', sensitiveFiles },
      ...over,
    });
  const where = (objects: ResultObject[], count = objects.length) => {
    const exposure = finding({ ruleId: 'EXP-002', pillar: 'exposure', outcome: 'fail', title: 't', objects });
    const result = { ...noGo(), findings: [{ ...exposure, affected: { count, total: null } }] };
    return exposureSentences(result).where;
  };

  it('names the place, and by which claim and group it is open', () => {
    expect(where([place('Records', 47)])).toBe('Where: Site › Records, granted to Everyone except external users (in Besucher).');
  });

  it('names the worst of several, and how many are left, listed or not', () => {
    const several = [place('Few', 2), place('Many', 1_300)];
    expect(where(several)).toMatch(/^Most in one place, 1,300: Site › Many, granted to .*\. The rest: 1 more place\.$/);
    expect(where(several, 40)).toMatch(/The rest: 39 more places\.$/);
  });

  it('says no more than is known, and nothing of what is only behind a link', () => {
    expect(where([place('Records', 47, { detail: { sensitiveFiles: 47 } })])).toBe('Where: Records.');
    expect(where([place('Linked', 47, { reach: 'latent' })])).toBeNull();
    expect(where([])).toBeNull();
    expect(exposureSentences({ ...noGo(), findings: [] }).where).toBeNull();
  });

  it('cuts a name that somebody chose to be endless', () => {
    const long = 'x'.repeat(5_000);
    expect(where([place('r', 1, { detail: { where: long, grantedTo: long, sensitiveFiles: 1 } })])?.length).toBeLessThan(420);
  });
});

describe('coverage and score', () => {
  it('says plainly what is not known', () => {
    expect(coverageSentence(noGo())).toBe(
      '87% of the rules, by weight, could be assessed; 96% of the known sites and drives were read whole.',
    );
    expect(coverageSentence(notDetermined())).toMatch(
      /is not known, because the list of them is not whole \(this counts as 0%\)\. SharePoint itself was not asked, so members of its groups are not seen\. The scan was cut short\. Scan again; the reports of this one stay\.$/,
    );
  });

  it.each([
    [{ asked: true, gap: null }, /read whole\.$/],
    [
      { asked: true, gap: null, weakened: ['ITEM-005'] },
      /read whole\. SharePoint itself did not answer all that was asked of it\.$/,
    ],
    [
      { asked: false, gap: needsSharePoint() },
      /read whole\. SharePoint itself was not asked, so members of its groups are not seen\.$/,
    ],
  ])('does not let “read whole” stand alone: %j', (over, wanted) => {
    const base = noGo();
    const sharePoint = { ...base.coverage.sharePoint, ...over };
    expect(coverageSentence({ ...base, coverage: { ...base.coverage, sharePoint } })).toMatch(wanted);
  });

  it('prints a range, one number, or a dash', () => {
    const score = { assessedWeight: 1, applicableWeight: 1 };
    expect(scoreText({ ...score, low: 21.4, high: 32.4 })).toBe('21–32');
    expect(scoreText({ ...score, low: 49, high: 49 })).toBe('49');
    expect(scoreText({ ...score, low: null, high: 50 })).toBe('–');
  });
});

describe('why this verdict', () => {
  it('has the order of what to do first; reasons that are no finding come last', () => {
    const reasons = ['APP-002', null, 'ID-001', 'ITEM-004'].map((ruleId) => ({ ruleId, text: `${ruleId}` }));
    const result = { ...noGo(), verdict: { ...noGo().verdict, reasons } };
    expect(orderedReasons(result).map(({ ruleId }) => ruleId)).toEqual(['ITEM-004', 'ID-001', 'APP-002', null]);
    const open = { ...result, verdict: { ...result.verdict, decision: 'not-determined' as const } };
    expect(orderedReasons(open)).toEqual(reasons);
  });
});

describe('how many', () => {
  const counted = (over: Partial<Finding>) =>
    howMany(finding({ ruleId: 'ITEM-005', pillar: 'items', outcome: 'fail', title: 't', ...over }));
  const [folder, file, drive] = (['folder', 'file', 'drive'] as const).map((type) => object({ type, name: type }));
  const user = object({ type: 'user', name: 'u' });
  if (folder === undefined || file === undefined || drive === undefined) throw new Error('No objects.');

  it.each<[string | null, Partial<Finding>]>([
    ['3 of 54 folders', { objects: [folder], summary: 'Found 3 folders of people who left.' }],
    ['3 of 54 folders, 10 not judged', { objects: [folder], summary: 'Found 3 folders.', measures: { undecided: 10 } }],
    ['3 of 54 folders', { objects: [folder], summary: 'Found 3 folders.', measures: { undecided: 0 } }],
    ['3 of 54 places', { objects: [folder], summary: 'Found 3 places, holding 9 files.' }],
    ['3 of 54 places', { objects: [folder, file, drive], summary: 'Found 3 folders.' }],
    ['3 of 54 OneDrives', { objects: [drive], summary: 'Found 3 OneDrives of people who left.' }],
    ['3 of 54 people', { objects: [user] }],
    ['3 of 54 objects', { objects: [user, folder] }],
    ['3 of 54 objects', {}],
    ['3 people', { objects: [user], affected: { count: 3, total: 2 } }],
    [null, { objects: [user], affected: { count: 0, total: 54 } }],
    [null, { objects: [user], affected: { count: 1, total: 1 } }],
    [null, { objects: [user], affected: { count: 3, total: null } }],
    [null, { objects: [object({ type: 'tenant', name: 't' })] }],
    [null, { objects: [user], outcome: 'pass' }],
    [null, { objects: [user], outcome: 'not-assessed' }],
    [null, { objects: [user], outcome: 'not-applicable' }],
  ])('%s', (expected, over) => {
    expect(counted({ affected: { count: 3, total: 54 }, ...over })).toBe(expected);
  });
});

describe('what to do first', () => {
  it('goes from what blocks over conditions to the rest, and leaves consequences to their cause', () => {
    const things = firstThings(noGo(), 9);
    expect(things.map((thing) => thing.ruleId)).toEqual([
      'ITEM-004',
      'ID-001',
      'ITEM-005',
      'SPO-003',
      'DLP-001',
      'LBL-001',
      'ID-002',
      'APP-002',
      'TEAM-002',
    ]);
    expect(things[0]).toMatchObject({
      howMany: '3 of 842 places',
      effort: 'Takes minutes',
      firstStep: expect.stringContaining('Manage access'),
    });
    expect(things[3]?.howMany).toBeNull();
    expect(firstTitle(firstThings(noGo()))).toBe('The five things to do first');
  });

  it('weighs a cause by what comes of it, and says how much that is', () => {
    const block = { pillar: 'sites', outcome: 'fail', severity: 'critical', gate: 'block', title: 'x' } as const;
    const result = {
      ...noGo(),
      findings: [
        finding({ ...block, ruleId: 'ITEM-005', measures: { standing: 47 } }),
        finding({ ...block, ruleId: 'EXP-002', measures: { standing: 47 }, rootCause: 'SITE-001' }),
        finding({ ...block, ruleId: 'SITE-001', title: 'Everybody holds a role' }),
        finding({ ...block, ruleId: 'ITEM-008', measures: { standing: 47 }, rootCause: 'SITE-001' }),
        finding({ ...block, ruleId: 'SITE-009', outcome: 'pass', rootCause: 'SITE-001' }),
      ],
    };
    expect(firstThings(result).map(({ ruleId, follows }) => [ruleId, follows])).toEqual([
      ['SITE-001', '2 more findings come of it'],
      ['ITEM-005', null],
    ]);
    // What the decision names first is what is to be done first.
    expect(decisionReason(result)).toContain('the first: “Everybody holds a role”');
  });

  it('keeps a consequence whose cause is not open', () => {
    const orphan = finding({ ruleId: 'SITE-003', pillar: 'sites', outcome: 'fail', title: 'x', rootCause: 'ITEM-004' });
    expect(firstThings({ ...noGo(), findings: [orphan] })).toHaveLength(1);
  });

  it('puts seeing before mending while the verdict is open, and leaves room for both', () => {
    const { wouldDetermine } = notDetermined().verdict;
    const ways = [...wouldDetermine, ...wouldDetermine];
    const result = {
      ...notDetermined(),
      findings: noGo().findings,
      verdict: { ...notDetermined().verdict, wouldDetermine: ways },
    };
    expect(firstThings(result).map((thing) => thing.kind)).toEqual(['see', 'see', 'see', 'fix', 'fix']);
    expect(firstThings({ ...result, findings: [] }).map((thing) => thing.kind)).toEqual(['see', 'see', 'see', 'see']);
  });
});
