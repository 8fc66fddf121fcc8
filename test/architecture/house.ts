/** Who may import whom, as data: a row for each folder of `src/` and each file beside them, with a reason for every door. */

export interface Room {
  /** What it is, in one line. */
  readonly is: string;
  /**
   * Rooms, or single files of rooms (`rules/define`), that it may import, each with the reason.
   * A key that starts with `type ` opens the door for types only: nothing of it is loaded at run time.
   */
  readonly ours: Readonly<Record<string, string>>;
  /** Packages and parts of Node, each with the reason. `node:*` stands for all of Node. */
  readonly outside: Readonly<Record<string, string>>;
}

const SENTENCES_FOR_OPERATORS = 'mistakes that the operator can mend are one class, everywhere';

export const HOUSE: Readonly<Record<string, Room>> = {
  evidence: { is: 'the domain model: facts, coverage, gaps, Known', ours: {}, outside: {} },
  'operator-error.ts': { is: 'the one class for mistakes that the operator can mend', ours: {}, outside: {} },
  'method.ts': {
    is: 'the sentences of the report’s method section',
    ours: {
      evidence: 'speaks of the facts of a scan, and dates its tables',
      'sources/budgets': 'the date of the throttling figures',
    },
    outside: {},
  },
  sources: {
    is: 'the only place that talks to the outside',
    ours: {
      evidence: 'every refusal is a gap, and some gaps stand there',
      'purview/cmdlets': 'the one list of cmdlets: no other may leave',
      'operator-error': SENTENCES_FOR_OPERATORS,
    },
    outside: {
      '@microsoft/microsoft-graph-client': 'builds Graph requests; its only middleware is ours',
      '@azure/identity': 'sign-in to Entra ID',
      'p-limit': 'bounds what is under way at the same time',
      undici: 'HTTP with proxies, which Node 20 has not',
      'node-forge': 'reads PFX files, which the sign-in library does not',
      'node:*': 'certificates, files, clock',
    },
  },
  collectors: {
    is: 'one file an area: source → evidence, with its permissions as data',
    ours: {
      evidence: 'writes it',
      'sources/graph': 'the reader’s shape, and the one function that encodes a path',
      'sources/sharepoint': 'the same of SharePoint’s own API',
      'sources/cmdlets': 'the same of the cmdlet endpoint',
      purview: 'cmdlet output → the normal form, whichever way it came',
    },
    outside: {},
  },
  imports: {
    is: 'one file a kind: the operator’s files → the same evidence',
    ours: {
      evidence: 'writes it',
      purview: 'an export is decoded as the direct path’s answers are',
      'operator-error': SENTENCES_FOR_OPERATORS,
    },
    outside: {
      'csv-parse': 'reads CSV',
      yauzl: 'reads ZIP files',
      'node:fs': 'reads files',
      'node:path': 'the name of a folder',
      'node:util': 'compares two answers, and waits for what unpacks',
      'node:zlib': 'unpacks what a ZIP holds',
    },
  },
  purview: {
    is: 'the list of cmdlets, and their output → the normal form, pure',
    ours: { evidence: 'makes it' },
    outside: {},
  },
  'export-script': {
    is: 'the list of cmdlets → one PowerShell script that only reads',
    ours: { 'purview/cmdlets': 'which cmdlets, with which parameters' },
    outside: {},
  },
  snapshot: {
    is: 'evidence on disk: written, resumed, read',
    ours: { evidence: 'what it keeps', 'operator-error': SENTENCES_FOR_OPERATORS },
    outside: { 'node:*': 'files, compression, hashes' },
  },
  derive: { is: 'the joins: evidence → rows that rules visit', ours: { evidence: 'what it joins' }, outside: {} },
  rules: {
    is: 'a file a rule, a folder a pillar',
    ours: { evidence: 'gaps, Known, tables of licences', 'type derive/rows': 'the shapes of joined rows' },
    outside: {},
  },
  engine: {
    is: 'runs the rules and applies claim × coverage',
    ours: {
      evidence: 'coverage and gaps',
      'type derive/rows': 'rows that it hands to rules',
      'type rules/define': 'the shape of a rule, never a rule',
      'type result': 'what it yields',
    },
    outside: {},
  },
  result: { is: 'the versioned outcome of a scan', ours: { 'type evidence': 'gaps and coverage are part of it' }, outside: {} },
  verdict: {
    is: 'findings → scores, coverage and one decision',
    ours: { 'type result': 'reads findings', evidence: 'the sentence of a gap' },
    outside: {},
  },
  redact: {
    is: 'placed findings → findings that may be written',
    ours: { 'type result': 'from findings to findings', 'type evidence': 'places' },
    outside: { 'node:crypto': 'marks that stay the same for the same object' },
  },
  catalogue: {
    is: 'rule metadata joined with collector metadata',
    ours: {
      'type rules/define': 'metadata; the arrays are passed in',
      'type collectors/define': 'metadata; the arrays are passed in',
      'derive/row-datasets': 'which datasets a joined row is made of',
      'type evidence': 'names of datasets',
    },
    outside: {},
  },
  config: {
    is: 'file and flags → one validated configuration; all defaults',
    ours: {
      'type derive/settings': 'the word list’s shape',
      'type evidence': 'names of thresholds',
      'operator-error': SENTENCES_FOR_OPERATORS,
    },
    outside: { zod: 'validates', yaml: 'reads YAML with line numbers', 'node:fs': 'reads the file' },
  },
  reporters: {
    is: 'result → text; the command writes it',
    ours: { 'type result': 'the one thing that they read', evidence: 'gaps, and their sentences' },
    outside: {
      handlebars: 'the HTML template',
      'node:crypto': 'hashes of the page’s own script and style, for its content policy',
      'node:fs': 'reads the templates of this package',
    },
  },
  demo: {
    is: 'the simulated Microsoft 365',
    ours: {},
    outside: {
      msw: 'request handlers',
      '@microsoft/microsoft-graph-types': 'shapes of answers',
      'node-forge': 'makes the certificate of the demo’s application',
      'node:*': 'a server on loopback; its certificates and hashes',
    },
  },
  'scan.ts': {
    is: 'composition: one tenant → evidence',
    ours: {
      collectors: 'runs them',
      'config/defaults': 'how much at the same time',
      evidence: 'names of datasets',
      snapshot: 'writes evidence',
      'type purview': 'is handed an export that was read',
      'type sources': 'is handed an open connection',
    },
    outside: { 'p-limit': 'bounds what collectors do at the same time' },
  },
  plan: {
    is: 'what a scan would ask, spend and take, reckoned before it',
    ours: {
      'collectors/sharepoint-requests': 'the units at which a scan counts each question',
      'collectors/sharing-links': 'of how many links it asks for the maker',
      'type collectors/sites-to-read': 'sites in the order of a scan',
      evidence: 'the free signals',
    },
    outside: {},
  },
  'free-signals.ts': {
    is: 'composition: one tenant → the free signals of a plan, in memory',
    ours: {
      collectors: 'runs those that list and count',
      'config/defaults': 'how much at the same time',
      evidence: 'names of datasets, and the gap of what a plan does not ask',
      'type scan': 'is handed what a scan is handed',
      snapshot: 'evidence in memory',
    },
    outside: { 'p-limit': 'bounds what collectors do at the same time' },
  },
  'assess.ts': {
    is: 'composition: evidence → result',
    ours: {
      catalogue: 'which permission which rule rests on',
      collectors: 'metadata for the catalogue',
      config: 'thresholds and lists',
      derive: 'the joins',
      engine: 'runs the rules',
      evidence: 'coverage',
      method: 'sentences of the method section',
      redact: 'masks names',
      result: 'what it makes',
      rules: 'all of them',
      verdict: 'scores and decision',
    },
    outside: {},
  },
  cli: {
    is: 'one file a command: parse, call, print, exit code',
    ours: {
      assess: 'evidence → result',
      scan: 'tenant → evidence',
      catalogue: 'permissions and rules to print',
      collectors: 'scopes to ask for, and what `doctor` says',
      config: 'reads the configuration file',
      demo: 'the simulated tenant of `demo`',
      derive: 'what `exposure` asks',
      evidence: 'names of datasets',
      'free-signals': 'tenant → what a plan rests on',
      imports: 'reads the operator’s files',
      'operator-error': SENTENCES_FOR_OPERATORS,
      'export-script': 'the script that `export-script` writes',
      purview: 'names of parts, and the shape of an export',
      plan: 'what a scan would take',
      reporters: 'text to write',
      'type result': 'what the gates read',
      'type rules/define': 'the metadata that `rules` prints',
      snapshot: 'opens evidence',
      sources: 'opens a connection',
    },
    outside: {
      commander: 'the command line',
      chalk: 'colour on a terminal',
      'log-update': 'redraws progress on a terminal',
      'string-width': 'the width of a cell',
      'node:*': 'files, terminal, signals',
    },
  },
  dev: {
    is: 'scaffolding, docs and benchmarks; not part of the package',
    ours: {
      assess: 'the catalogue',
      catalogue: 'what docs are made of',
      collectors: 'metadata',
      config: 'keys, thresholds, word lists',
      demo: 'tenants to measure with',
      derive: 'reach to measure',
      evidence: 'titles of datasets',
      method: 'what was never tried on a live tenant',
      'operator-error': 'exit codes',
      purview: 'which cmdlets tell what a rule needs',
      reporters: 'words for severities and pillars',
      rules: 'metadata',
      snapshot: 'evidence to measure with',
    },
    outside: { 'node:*': 'files' },
  },
};

/** Rooms that see nothing but their arguments: no clock, chance, environment, network or console. */
export const PURE: readonly string[] = [
  'evidence',
  'method.ts',
  'operator-error.ts',
  'derive',
  'rules',
  'engine',
  'result',
  'verdict',
  'redact',
  'catalogue',
  'plan',
  'assess.ts',
];

/** Rooms that end the process: the program itself, and the programs of development. */
export const MAY_EXIT: readonly string[] = ['cli', 'dev'];
