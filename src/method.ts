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
  return [
    'The scan read settings, people, permissions and the names of files and folders. It never opened a file, a message or a prompt, and it changed nothing.',
    signIn,
    'A rule that could not see all it needs is "not assessed"; it never passes, and it never fails.',
    'Standing reach is what people can open today. A link is latent: it reaches whoever opens it. The two are never added up.',
    '"PHI-looking" is said of names, by a word list. It neither proves that a file holds PHI nor that another does not.',
    'Files and folders inherit permissions; a finding names the place where the permission stands and counts what inherits from it.',
    'The use of AI tools with private accounts, on private phones or through a browser leaves no trace in the tenant and is not seen here.',
    'This version has no reader for the audit log’s state (AUD-001) nor for the members of SharePoint groups, which decide: until they come its verdict is No-go or, at best, Not determined.',
    'Findings are relevant to the sections of 45 CFR that they name; this report does not say that anybody is or is not compliant with HIPAA.',
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
  'Graph names SharePoint groups without their members. A claim such as "Everyone except external users" inside a site’s Visitors group is not visible to this version.',
  'Ids of AI tools are known for few of them; others are recognised by the vendor’s host, or only possibly by name.',
  ...DATED,
];
