/** The configuration file: its keys, its thresholds, and the words that names are judged by. */
import type { Config } from '../../config/config.js';
import { DEFAULTS } from '../../config/defaults.js';
import { DEFAULT_LEXICON } from '../../config/lexicon.js';
import { THRESHOLD_NAMES } from '../../config/thresholds.js';
import { code, list, MADE, page, table } from './markdown.js';
import { thresholdsTable } from './rule-pages.js';

/** What each key of the file is for. */
export const KEYS: { readonly [K in keyof Config]: { readonly type: string; readonly unset: string; readonly says: string } } = {
  thresholds: { type: 'map of numbers', unset: 'the table below', says: 'The numbers that rules judge by.' },
  lexicon: {
    type: 'map of lists: `strong`, `weak`, `places`, `labels`, `remove`',
    unset: 'the lists below',
    says: 'Words to add to the lists, and words to take out of them.',
  },
  intendedGroups: {
    type: 'list of ids, names or mail addresses of groups, or addresses of sites',
    unset: 'none',
    says: 'Groups and sites that are meant to be open to the whole staff, such as the intranet. They are still counted, and not held against you.',
  },
  setAsideAccounts: {
    type: 'list of object ids or user principal names',
    unset: 'none',
    says: 'Break-glass, service and sync accounts, which are not people.',
  },
  phiLabels: {
    type: 'list of label names or ids',
    unset: 'labels whose names say so',
    says: 'Sensitivity labels that mean PHI, beside those whose name or tooltip says PHI, HIPAA, patient, clinical or health.',
  },
  phiTypes: {
    type: 'list of names or ids of sensitive information types',
    unset: 'none',
    says: "The tenant's own types that mean PHI by themselves, such as the number of a medical record.",
  },
  approvedApps: { type: 'list of app ids or names', unset: 'none', says: 'Tools that have been looked at and approved.' },
  pilotGroup: {
    type: 'id, name or mail address of a group',
    unset: 'no pilot group',
    says: 'Who will get Copilot first.',
  },
  personas: {
    type: 'list of `name`, `user`, `mustNot`, `ownSites`',
    unset: 'none',
    says: '“What would Copilot show our HR analyst?” The user by user principal name or object id; sites by address or name.',
  },
  businessAssociates: {
    type: 'list of `domain`, `agreement`',
    unset: 'none',
    says: 'Companies that work with PHI for you, by mail domain, and whether a business associate agreement is signed.',
  },
  objectsInResult: {
    type: 'number',
    unset: String(DEFAULTS.objectsInResult),
    says: 'Objects that a finding of `result.json` and of the report holds at most; `findings.csv` has them all.',
  },
};

const EXAMPLE = `\`\`\`yaml
# yaml-language-server: $schema=./schemas/config.schema.json
thresholds:
  staleMemberDays: 120
lexicon:
  strong: ['chart pull*']
  remove: ['schedule*']
intendedGroups: ['All Company', 'https://contoso.sharepoint.com/sites/intranet']
setAsideAccounts: ['breakglass1@contoso.com']
pilotGroup: 'Copilot pilot'
personas:
  - name: 'HR analyst'
    user: hr.analyst@contoso.com
    mustNot: ['https://contoso.sharepoint.com/sites/RevCycle-Archive']
    ownSites: ['HR-Benefits']
businessAssociates:
  - domain: billingpartner.example
    agreement: true
\`\`\``;

export function configurationPage(): string {
  return page(
    MADE,
    '# Configuration',
    'A scan needs no configuration. `--config FILE` gives one, in YAML or JSON. An unknown key is refused with the nearest known one; every value that was used is printed in the report. The schema for editors is [`schemas/config.schema.json`](../schemas/config.schema.json).',
    EXAMPLE,
    '## Keys',
    table(
      ['Key', 'Value', 'Where unset', 'What it is for'],
      Object.entries(KEYS).map(([key, { type, unset, says }]) => [code(key), type, unset, says]),
    ),
    '## Thresholds',
    thresholdsTable(THRESHOLD_NAMES),
    '## Words that make a name look like PHI',
    'Names of files, folders, libraries, sites and groups are compared word by word; capitals do not matter, and `*` stands for the rest of a word. Nothing is opened: a name neither proves that a file holds PHI nor that another does not.',
    list([
      '**Strong:** one of them in a name is enough.',
      '**Weak:** two different ones, or one beside a document type and a full date or a long number.',
    ]),
    '### Strong',
    words(DEFAULT_LEXICON.strong),
    '### Weak',
    words(DEFAULT_LEXICON.weak),
    '## Words that make a site sensitive',
    'One of them in the name or address of a site, or in the name of a library, is enough for SITE-003 to ask who reads it. They make no file look like PHI.',
    words(DEFAULT_LEXICON.places),
    '## Words that make a sensitivity label mean PHI',
    'One of them in the name or tooltip of a label is enough, unless the sentence says no or not: “not for patient data” means another label. The list `phiLabels` adds labels by name or id.',
    words(DEFAULT_LEXICON.labels),
  );
}

function words(all: readonly string[]): string {
  return all.map(code).join(', ');
}
