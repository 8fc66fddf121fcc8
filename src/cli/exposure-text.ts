/** What `exposure` prints: the two answers in words and tables. Its strings are safe already. */
import { counted, dateText, number } from '../reporters/wording.js';
import type { Colours } from './colours.js';
import type { Answer, AnswerAs, AnswerWithout } from './exposure-answer.js';
import { table, wrap } from './table.js';

const FIRST = 20;

type Told<T> = T & { readonly evidenceOf: string };

export function exposureText(answer: Told<Answer>, colours: Colours, columns: number, all: boolean): string {
  const page = new Page(colours, columns, all ? Number.POSITIVE_INFINITY : FIRST);
  if (answer.question === 'as') asPerson(answer, page);
  else without(answer, page);
  return page.text();
}

/** Blocks of lines with a blank line between them. */
class Page {
  readonly #blocks: string[][] = [];

  constructor(
    readonly colours: Colours,
    readonly columns: number,
    readonly most: number,
  ) {}

  say(text: string): void {
    this.#blocks.push(wrap(text, this.columns));
  }

  title(text: string, below: readonly string[]): void {
    this.#blocks.push([...wrap(text, this.columns).map((line) => this.colours.bold(line)), ...this.indented(below)]);
  }

  table(rows: readonly (readonly string[])[], after: string | null = null): void {
    this.#blocks.push([...table(rows, this.columns), ...(after === null ? [] : ['', ...wrap(after, this.columns)])]);
  }

  /** As many as are shown, each made of lines, and what is left. */
  some<T>(items: readonly T[], what: string, line: (item: T) => string): string[] {
    const shown = items.slice(0, this.most).map(line);
    const left = items.length - shown.length;
    return left === 0 ? shown : [...shown, `and ${number(left)} more ${what}; --all lists them`];
  }

  text(): string {
    return `${this.#blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
  }

  private indented(lines: readonly string[]): string[] {
    return lines.flatMap((line) => wrap(line, this.columns - 2).map((part) => `  ${part}`));
  }
}

function asPerson(answer: Told<AnswerAs>, page: Page): void {
  const { user, sites, links, cannotTell, outOfReach } = answer;
  const isAtLeast = cannotTell.length > 0 || sites.some((site) => site.atLeastBecause !== null);
  page.title(`What Copilot could surface for ${user.displayName} today`, [
    `${user.userPrincipalName}; by evidence of ${dateText(answer.evidenceOf.slice(0, 10))}`,
  ]);
  page.say(
    `${isAtLeast ? 'At least ' : ''}${counted(answer.sensitiveFiles, 'PHI-looking file')} among ${counted(answer.files, 'file')} on ${counted(sites.length, 'site')}, by permissions that stand today. The own OneDrive is left out.`,
  );
  if (sites.length > 0) {
    const shown = sites.slice(0, page.most);
    const rows = shown.flatMap((site) => {
      const count = (n: number) => `${site.atLeastBecause === null ? '' : '≥ '}${number(n)}`;
      return [
        [count(site.sensitiveFiles), count(site.files), `${site.name}  ${site.url}`],
        ['', '', site.path.join(' › ')],
      ];
    });
    const left = sites.length - shown.length;
    const more = left === 0 ? null : `and ${counted(left, 'more site', 'more sites')}; --all lists them`;
    page.table([['PHI-looking', 'Files', 'Site, and one way in'], ...rows], more);
  }
  page.say(
    links.count === 0
      ? 'No live sharing link leads to anything else.'
      : `Not counted above: ${counted(links.count, 'live sharing link')} to ${counted(links.files, 'other file')} (${number(links.sensitiveFiles)} PHI-looking). Whoever opens such a link gets in, and from then on Copilot finds it.`,
  );
  const unsure = sites.filter((site) => site.atLeastBecause !== null);
  const doubts = [
    ...cannotTell.map(({ because, sites: names }) => `${namesOf(names)}: may be open as well. ${because}`),
    ...page.some(unsure, 'sites', (site) => `${site.name}: counts are lower bounds. ${site.atLeastBecause}`),
  ];
  if (doubts.length > 0) page.title('What this cannot tell', doubts);
  if (outOfReach.length > 0) {
    const why = { archived: 'archived', 'no-access': 'locked, nobody has access' } as const;
    page.title(
      'Out of Copilot’s reach, and in no number above',
      page.some(outOfReach, 'sites', (site) => `${site.name} (${why[site.why]})`),
    );
  }
}

/** The first three names, and how many more. */
function namesOf(names: readonly string[]): string {
  const first = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${first} and ${number(names.length - 3)} more` : first;
}

function without(answer: Told<AnswerWithout>, page: Page): void {
  const { principal, before, after } = answer;
  const place = answer.place.join(' › ');
  page.title(`If “${principal}” were taken off ${place}`, [
    answer.url,
    `By evidence of ${dateText(answer.evidenceOf.slice(0, 10))}. This program reads only: nothing was changed.`,
  ]);
  const lead = leadOf(answer);
  if (lead !== null) page.say(lead);
  const rows = [
    ['People who can open it', people(before.readers), people(after.readers)],
    ['Open to everybody', yesNo(before.everybody), yesNo(after.everybody)],
    ['Files open to everybody', number(before.files), number(after.files)],
    ['PHI-looking ones among them', number(before.sensitiveFiles), number(after.sensitiveFiles)],
    ...(before.unsureFiles + after.unsureFiles === 0
      ? []
      : [['Files of which it cannot be told', number(before.unsureFiles), number(after.unsureFiles)]]),
  ];
  page.table([['', 'Now', 'Then'], ...rows], fewer(answer));
  if (answer.remaining.length > 0)
    page.title(
      'What still lets them in here',
      page.some(answer.remaining, 'entries', ({ who, via, role, readers }) => {
        const through = via === null ? '' : ` in ${via}`;
        return `${who}${through}: ${role}, ${readers === null ? 'of whom it is not known how many' : counted(readers, 'person', 'people')}`;
      }),
    );
  if (answer.keeping.length > 0)
    page.title(
      `Places that keep “${principal}” on a list of their own`,
      page.some(
        answer.keeping,
        'places',
        (kept) => `${kept.place.join(' › ')}: ${counted(kept.files, 'file')}, ${number(kept.sensitiveFiles)} PHI-looking`,
      ),
    );
  page.title('What this does not do', limits(answer));
}

/** What has to be known before the numbers. */
function leadOf(answer: AnswerWithout): string | null {
  const { principal, siteGroups, isPublicGroup } = answer;
  if (!answer.isNamed && answer.isUnsure)
    return `“${principal}” is not on its list as far as was read: some of its entries do not say whom they let in.`;
  if (!answer.isNamed) return `“${principal}” is not on its list, so nothing changes there.`;
  if (isPublicGroup)
    return `“${principal}” is a public group: anybody may join it. The numbers hold once the group is private, or off the list for good.`;
  if (answer.comesFromAbove) return 'It comes down from a place above, and has to be taken off there: nothing changes here.';
  const told = [
    siteGroups.length === 0
      ? null
      : `It comes through the SharePoint ${siteGroups.length === 1 ? 'group' : 'groups'} ${siteGroups.join(', ')}. Taken out of there, it is gone from the whole site collection, and the numbers of files are for all of it.`,
    answer.isSiteListGuessed
      ? 'Microsoft Graph does not show the site’s own permissions: those of its libraries are taken for them.'
      : null,
  ].filter((sentence) => sentence !== null);
  return told.length === 0 ? null : told.join(' ');
}

function fewer({ before, after, changedLists }: AnswerWithout): string {
  const lists = `${counted(changedLists, 'list')} of permissions ${changedLists === 1 ? 'changes' : 'change'}.`;
  if (before.readers === null || after.readers === null) return lists;
  const less = before.readers - after.readers;
  return less === 0
    ? `Nobody loses access to the place itself. ${lists}`
    : `${counted(less, 'person', 'people')} fewer can open it. ${lists}`;
}

function limits({ principal, elsewhere, links, otherLists }: AnswerWithout): readonly string[] {
  const count = links.organization + links.anyone;
  const said = [
    count === 0
      ? 'It closes no sharing link; none is live here.'
      : `It closes no sharing link: ${number(links.organization)} for the organization and ${number(links.anyone)} for anyone stay live here.`,
    otherLists === 0 ? null : `${counted(otherLists, 'list')} of the site other than libraries keep “${principal}”.`,
    elsewhere.places === 0
      ? `“${principal}” stands nowhere else in what was read.`
      : `“${principal}” stays on ${counted(elsewhere.places, 'place')} of ${counted(elsewhere.sites, 'site')} elsewhere: ${counted(elsewhere.files, 'file')}, ${number(elsewhere.sensitiveFiles)} PHI-looking.`,
    'It takes nothing from site administrators, and keeps no owner from putting the entry back.',
  ];
  return said.filter((sentence) => sentence !== null).map((sentence) => `– ${sentence}`);
}

const people = (count: number | null) => (count === null ? 'not known' : number(count));
const yesNo = (value: boolean | null) => (value === null ? 'not known' : value ? 'yes' : 'no');
