/** The sentences of the report's method section: how the scan looked, what no scan can see, and what was never tried on a live tenant. */

import type { ScanFacts } from './evidence/scan-facts.js';
import { LICENCE_FACTS_AS_OF } from './evidence/service-plans.js';
import { BUDGETS_AS_OF } from './sources/budgets.js';

/** How this scan looked; true of the facts given. */
export function methodStatements(facts: ScanFacts): string[] {
  const signIn =
    facts.signIn.mode === 'application'
      ? 'It signed in as an application.'
      : facts.signIn.mode === 'delegated'
        ? 'It signed in as a person; Microsoft shows a person only the permissions that concern that person, so absence of a grant proves nothing.'
        : 'The token does not tell whether an application or a person signed in.';
  const sharePoint = facts.sharePoint.known
    ? facts.profile === 'minimal'
      ? 'SharePoint itself could be asked, but sites are not part of --profile minimal.'
      : 'SharePoint itself was asked too: for its groups with their members, for who may open sites, lists and items, and for settings that Microsoft Graph lacks. Administrators of a site collection reach everything in it; they are counted where they could be read.'
    : 'SharePoint itself was not asked. Members of its groups, permissions of sites and lists, and administrators of sites were not seen, so what rests on them is "not assessed".';
  return [
    'The scan read settings, people, permissions and the names of files and folders. It never opened a file, a message or a prompt, and it changed nothing.',
    signIn,
    sharePoint,
    ...cmdletStatements(facts),
    ...limitStatements(facts),
    'A rule that could not see all it needs is "not assessed"; it never passes, and it never fails.',
    'Standing reach is what people can open today. A link is latent: it reaches whoever opens it. The two are never added up.',
    '"PHI-looking" is said of names, by a word list. It neither proves that a file holds PHI nor that another does not.',
    'Files and folders inherit permissions; a finding names the place where the permission stands and counts what inherits from it.',
    'The use of AI tools with private accounts, on private phones or through a browser leaves no trace in the tenant and is not seen here.',
    'Where it is not known whether Restricted Access Control limits a site to a group, it counts as off: reach is then told as too wide rather than too narrow.',
    'Sites that are archived or locked with NoAccess are out of Copilot’s reach. They are listed apart and counted nowhere else.',
    'Findings are relevant to the sections of 45 CFR that they name; this report does not say that anybody is or is not compliant with HIPAA.',
  ];
}

/** Where labels, DLP and audit were read, which Microsoft Graph tells in part or not at all. */
function cmdletStatements({ cmdlets, bundle }: ScanFacts): string[] {
  return [
    ...(bundle === null
      ? []
      : [
          'An export that the operator made with Microsoft’s own PowerShell modules was read. It is believed as it came: nothing shows whether somebody changed it.',
        ]),
    ...(cmdlets.known
      ? [
          'The cmdlet endpoint of Exchange Online and of Security & Compliance was asked, the one that Microsoft’s module uses. Microsoft does not document it for this use and may change it; nothing but reading cmdlets of a fixed list can be sent to it.',
        ]
      : []),
    ...(bundle === null && !cmdlets.known
      ? [
          'DLP policies, label policies and the state of the audit log were not read: Microsoft Graph does not tell them, and neither an export (--bundle) nor the cmdlet endpoint (--purview-direct) was given.',
        ]
      : [
          'A DLP policy counts as enforced by its mode, its switch and its active rules; a simulation is never protection. What a policy lets through for want of a label or of a matching type is not seen.',
          'Where two sources say different things of one fact, the fact counts as not known, and the report shows both.',
        ]),
  ];
}

/** What the operator kept the scan from. */
function limitStatements({ limits }: ScanFacts): string[] {
  const { sites, maxUnits, until } = limits;
  return [
    ...(sites === null
      ? []
      : [`The scan was limited to a list of sites (--sites), whose length is ${sites}; all others are unread.`]),
    ...(maxUnits === null ? [] : [`It was to spend at most ${maxUnits} resource units of SharePoint (--max-ru).`]),
    ...(until === null ? [] : [`It was to begin nothing more of SharePoint after ${until} (--until).`]),
  ];
}

/** Tables of Microsoft's that change, with the date of the copy that this version carries. */
const DATED: readonly string[] = [
  `Licence tables are of ${LICENCE_FACTS_AS_OF}; a product that is not in them is reported as unknown, not as missing.`,
  `Microsoft’s throttling figures, by which requests are paced, are of ${BUDGETS_AS_OF}.`,
];

/** What rests on documents alone: nobody ran it against a live tenant before this version. */
export const UNVERIFIED: readonly string[] = [
  'This version was tested against a simulated tenant that follows Microsoft’s documents and metadata, not against a live one.',
  'Whether Microsoft returns every permission of an item to an application with Sites.FullControl.All is taken from its documents.',
  'Whether the preference "hierarchicalsharing" marks every item with its own permissions, also where there are no links, is taken from its documents; the answer header is recorded.',
  'One public report says that lists of item permissions may be cut near 100 entries; 90 and more are therefore counted as "at least".',
  'That reading permissions in SharePoint itself takes no less than Sites.FullControl.All of SharePoint is inferred: only Full Control holds the right to list permissions.',
  'Whether SharePoint answers GetSiteUserGroups, which is asked where a site refuses, as its documents show was never tried; a refusal is a gap.',
  'That Restricted SharePoint Search counts as off where SharePoint says that it was never set is taken from the source of a public tool.',
  'A role of an on-premises domain, which a migrated site may still name, counts as nobody: that SharePoint Online resolves it for nobody was never tried.',
  'In which columns of a library SharePoint returns sensitivity and retention labels is taken from public samples; a label that was not read is unknown, not missing.',
  'Where SharePoint itself was asked, its own list of items with permissions is held against what "hierarchicalsharing" marked, and the notes say how many the mark missed.',
  'Graph names SharePoint groups without their members. Where SharePoint itself was not asked, a claim such as "Everyone except external users" inside a site’s Visitors group is not visible.',
  'Column names of SharePoint Advanced Management’s exports are taken from its documents, under every spelling that was found.',
  'The cmdlet endpoint was built after public tools that use it: which of its hosts and tokens answer today, and in which shape it returns the place "Microsoft 365 Copilot" and the action of its rules, was never tried. Every shape that is known is read; another is a gap.',
  'That a Copilot policy is recognised by the ids and prefixes of its place and by its enforcement plane rests on one public observation and on Microsoft’s documents.',
  'Whether Copilot’s own audit records follow the one-year default of the advanced audit plan is not documented clearly; only a policy that names them, or all records, counts.',
  'Which licence Copilot’s DLP by label needs is taken from Microsoft’s table of January 2025 and may have changed.',
  'The export script was parsed with a grammar of PowerShell; it was not run against Microsoft’s modules.',
  'Ids of AI tools are known for few of them; others are recognised by the vendor’s host, or only possibly by name.',
  ...DATED,
];
