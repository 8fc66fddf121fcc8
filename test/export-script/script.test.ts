/** The export script: it is PowerShell, it only reads, it asks what the list says and nothing else, and no value gets out of its quotes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted } from '../../src/export-script/quote.js';
import { exportScript } from '../../src/export-script/script.js';
import { CMDLETS, type Cmdlet, COPILOT_RECORD_TYPES, PARTS, type Part } from '../../src/purview/cmdlets.js';
import { pitfalls } from './pitfalls.js';
import { commandsIn, nodesOf, notAllowed, slips, syntaxErrors } from './powershell.js';

const SUBSETS: readonly (readonly Part[])[] = [
  PARTS,
  ...PARTS.map((part) => [part]),
  ['purview', 'exchange'],
  ['sharepoint', 'teams', 'commerce'],
];

/** `auditLogRecordType` of Microsoft Graph v1.0, as far as it is about Copilot. Any other name is an error of the search. */
const AUDIT_RECORD_TYPES = {
  CopilotInteraction: 261,
  AIAppInteraction: 284,
  ConnectedAIAppInteraction: 328,
  TeamCopilotInteraction: 334,
  DragonCopilotAdmin: 454,
  DragonCopilotAccess: 468,
  DragonCopilotClinicalData: 469,
  DragonCopilotSession: 470,
};

/** Parameters as Microsoft's pages have them: a `boolean` stands for a switch. */
const DOCUMENTED = [
  'Get-Label -IncludeDetailedLabelActions boolean',
  'Get-RetentionCompliancePolicy -DistributionDetail boolean',
  'Get-SupervisoryReviewRule -IncludeRuleXml boolean',
  'Get-FeatureConfiguration -FeatureScenario string',
  'Get-MailboxAuditBypassAssociation -ResultSize string',
  'Get-RemoteDomain -ResultSize string',
  'Get-TransportRule -ResultSize string',
  'Get-Mailbox -Filter string',
  'Get-Mailbox -ResultSize string',
  'Search-UnifiedAuditLog -ResultSize number',
  'Get-SPOSite -Limit string',
  'Get-SPOSite -Detailed boolean',
  'Get-MSCommerceProductPolicies -PolicyId string',
];
const STOPS_AT_1000 = ['Get-MailboxAuditBypassAssociation', 'Get-RemoteDomain', 'Get-TransportRule', 'Get-Mailbox'];

/** Of a script of its own that only holds the text. */
const problems = async (script: string) => [...(await syntaxErrors(script)), ...(await notAllowed(script))];

describe.each(SUBSETS.map((parts) => ({ parts, name: parts.join(', ') })))('the script for $name', ({ parts }) => {
  const script = exportScript(parts, '1.2.3');

  it('is PowerShell, and holds no command, type, method or construct that is not on the lists of reads', async () => {
    expect(await syntaxErrors(script)).toEqual([]);
    expect(await notAllowed(script)).toEqual([]);
  });

  it('uses no variable that nothing sets, and gives every function of its own what it takes', async () => {
    expect(await slips(script)).toEqual([]);
  });

  it('falls into none of the traps that PowerShell does not warn of', async () => {
    expect(await pitfalls(script)).toEqual([]);
  });

  it('asks for every cmdlet of its parts and for no other', async () => {
    const asked = [...(await commandsIn(script))]
      .filter((name) => /^(?:Get|Search)-|\\Get-/.test(name))
      .map((name) => name.replace(/^.*\\/, ''));
    const wanted = CMDLETS.filter((cmdlet) => parts.includes(cmdlet.part)).map((cmdlet) => cmdlet.name);
    expect(new Set(asked)).toEqual(new Set([...wanted, 'Get-Module', 'Get-ConnectionInformation']));
    for (const cmdlet of CMDLETS) expect(script.includes(`#   ${cmdlet.name}: `)).toBe(parts.includes(cmdlet.part));
  });

  it('is plain ASCII, so that every shell reads it alike', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
    expect(script).toMatch(/^[\x0a\x20-\x7e]+$/);
  });

  it('signs in to its services only', async () => {
    const connects = [...(await commandsIn(script))].filter((name) => name.startsWith('Connect-')).sort();
    const of: Readonly<Record<Part, readonly string[]>> = {
      purview: ['Connect-AipService', 'Connect-IPPSSession'],
      exchange: ['Connect-ExchangeOnline'],
      sharepoint: ['Connect-SPOService'],
      teams: ['Connect-MicrosoftTeams'],
      'power-platform': [],
      commerce: ['Connect-MSCommerce'],
    };
    expect(connects).toEqual(parts.flatMap((part) => of[part]).sort());
  });
});

describe('how cmdlets are asked', () => {
  const script = exportScript(PARTS, '1.2.3');
  const clause = (name: string) => script.split('\n').find((line) => line.startsWith(`    '${name}' { `)) ?? '';

  it('ends at an error of any of them', () => {
    const calls = CMDLETS.map((cmdlet) => clause(cmdlet.name));
    for (const call of calls) expect(call).toMatch(/ -ErrorAction Stop(?: \})+$/);
  });

  it('hands over the parameters of the list, quoted', () => {
    expect(clause('Get-Label')).toContain('Get-Label -IncludeDetailedLabelActions:$true ');
    expect(clause('Get-Mailbox')).toContain("-Filter 'ForwardingSmtpAddress -ne $null' -ResultSize 'Unlimited'");
    expect(clause('Get-FeatureConfiguration')).toContain("-FeatureScenario 'KnowYourData'");
  });

  it('names the module of Get-DlpPolicy, which Exchange has too', () => {
    expect(clause('Get-DlpPolicy')).toContain('{ Microsoft.PowerApps.Administration.PowerShell\\Get-DlpPolicy -');
  });

  it('lists sites first, and then asks each alone: a list fills settings with defaults', () => {
    expect(clause('Get-SPOSite')).toContain("if ($Value -eq '') { Get-SPOSite -Limit 'All' -ErrorAction Stop }");
    expect(clause('Get-SPOSite')).toContain('else { Get-SPOSite -Identity $Value -Detailed:$true -ErrorAction Stop }');
    expect(clause('Get-SPOSiteGroup')).toContain('-Site $Value -Limit ');
  });

  it('asks the audit log once a record type for one record of 30 days, and saves nothing but that there is one', () => {
    expect(clause('Search-UnifiedAuditLog')).toContain('-RecordType $Value -StartDate $Since -EndDate $Until -ResultSize 1 ');
    const types = CMDLETS.find((cmdlet) => cmdlet.name === 'Search-UnifiedAuditLog')?.forEach?.values ?? [];
    expect(types.length).toBeGreaterThan(0);
    for (const type of types)
      expect(script).toContain(
        `Value = '${type}'; File = 'Search-UnifiedAuditLog.${type}.json'; KeepWhere = ''; Only = @('RecordType', 'CreationDate', 'ResultCount')`,
      );
  });

  it('asks for kinds of record that Microsoft has', () => {
    expect(COPILOT_RECORD_TYPES.filter((type) => !Object.hasOwn(AUDIT_RECORD_TYPES, type))).toEqual([]);
  });

  it('gives every parameter a value of the kind that Microsoft documents', () => {
    const kinds = CMDLETS.flatMap(({ name, parameters }) =>
      Object.entries(parameters).map(([parameter, value]) => `${name} -${parameter} ${typeof value}`),
    );
    expect(kinds.sort()).toEqual([...DOCUMENTED].sort());
  });

  it('asks for all where Exchange stops at 1,000 without a word', () => {
    for (const name of STOPS_AT_1000) expect(clause(name)).toContain(" -ResultSize 'Unlimited'");
  });

  it('takes nothing at all for a failure where every tenant has at least one', () => {
    for (const { name, alwaysSome } of CMDLETS) {
      const row = script.split('\n').find((line) => line.includes(`@{ Cmdlet = '${name}';`)) ?? '';
      expect(row).toContain(`AlwaysSome = $${alwaysSome === true} }`);
    }
  });

  it('saves only what the list says of mailboxes', () => {
    expect(script).toContain("KeepWhere = 'AuditBypassEnabled'; Only = @('Identity', 'Name', 'ObjectId',");
  });
});

describe('the check of traps', () => {
  it.each([
    'function GiveAll { $Entries.Add(1) }',
    'function GiveAll { 1 }',
    'function GiveAll { TextOf $Host a }',
    'function GiveAll($Input) { return 1 }',
    'Get-Label -ErrorAction Stop',
    '"text"',
    '$matches = 1',
    'foreach ($error in @(1)) { $problem = 1 }',
    '$problem = "$module: left out"',
    'if ($module -eq $null) { $module = 1 }',
    '$null = [IO.Directory]::CreateDirectory($OutputFolder)',
    "[IO.File]::WriteAllText('manifest.json', 'x')",
  ])('finds %j', async (line) => {
    expect(await pitfalls(`${exportScript(['teams'], '1.2.3')}\n${line}\n`)).not.toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    'Set-Mailbox -Identity a',
    "& 'Remove-Item' x",
    '& $command',
    '. .\\other.ps1',
    'Remove-$what x',
    '$name = "Get-Label"; & $name',
    "iex 'Get-Label'",
    'Invoke-Expression $text',
    'Invoke-RestMethod https://example.org',
    'gci C:\\',
    'Get-Content C:\\secret.txt',
    'Get-Label | % { $_ }',
    'Get-Label | Out-File x.json',
    'Get-Label > x.json',
    'Import-Module Foo',
    'notepad.exe',
    'Write-Host x',
    'function Get-Label { Set-Mailbox -Identity a }',
    'function gci { 1 }',
    '"$(Remove-Mailbox x)"',
    '@"\n$(Remove-Mailbox x)\n"@',
    'Get-Label -Identity (Remove-Mailbox x)',
    '$x = { Remove-Mailbox x }',
    '[IO.File]::Delete($Folder)',
    '[IO.File]::ReadAllText($Folder)',
    '[Net.WebClient]::new().DownloadString($Url)',
    '[scriptblock]::Create($Text).Invoke()',
    '$ExecutionContext.InvokeCommand.InvokeScript($Text)',
    '$Object.$method()',
    '$Object.Delete()',
    '$Object.Setting = 1',
    '$env:PATH = 1',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is PowerShell
    '${c:\\file.txt} = 1',
    'trap { Remove-Mailbox x }',
    'Start-Job { Get-Label }',
    'class A { A() { Remove-Mailbox x } }',
  ])('finds %j', async (line) => {
    expect(await problems(`${exportScript(['teams'], '1.2.3')}\n${line}\n`)).not.toEqual([]);
  });

  it.each(['$ErrorActoinPreference = $x', 'ShowLine a b', '$Read.KeepWhen = 1', '$Host = 1', 'ShowLine'])(
    'finds the slip %j',
    async (line) => {
      expect(await slips(`${exportScript(['teams'], '1.2.3')}\n${line}\n`)).not.toEqual([]);
    },
  );
});

/** What PowerShell would make of the only value in `$x = …`. */
async function textMeant(written: string): Promise<string> {
  const nodes = await nodesOf(`$x = ${written}\n`);
  expect(nodes.filter((node) => node.isError || node.isMissing || node.type === 'command')).toEqual([]);
  return nodes
    .filter((node) => node.type === 'verbatim_string_characters' || node.type === 'decimal_integer_literal')
    .map(({ type, text }) =>
      type === 'decimal_integer_literal' ? String.fromCharCode(Number(text)) : text.slice(1, -1).replaceAll("''", "'"),
    )
    .join('');
}

describe('values of others', () => {
  const HOSTILE = [
    "'; Remove-Mailbox x; '",
    '$(Remove-Mailbox x)',
    '"',
    '`',
    '\n',
    '#>',
    '\u2019; Remove-Mailbox x; \u2019',
    "''",
    '\0',
    '',
  ];

  it.each(HOSTILE)('%j stays one value', async (text) => {
    expect(quoted(text)).toMatch(/^[\x20-\x7e]+$/);
    expect(await textMeant(quoted(text))).toBe(text);
  });

  it('any text stays one value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'\'"`$(){};#\n a-1\u2018\u2019\u201c\u00e9') }), async (text) => {
        expect(await textMeant(quoted(text))).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it.each(HOSTILE)('in the list and as the version, %j adds nothing to the script', async (text) => {
    const cmdlet: Cmdlet = {
      name: 'Get-Label',
      part: 'purview',
      session: 'security-compliance',
      parameters: { Filter: text },
      direct: false,
      keepWhere: text,
      only: [text, 'Name'],
      why: text,
    };
    const script = exportScript(['purview'], text, [cmdlet]);
    expect(await problems(script)).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
    expect(script).toMatch(/^[\x0a\x20-\x7e]+$/);
  });

  it.each<Partial<Cmdlet>>([
    { name: 'Set-Label' },
    { name: 'Get-Label; Set-Label' },
    { name: 'Get-Label\nSet-Label' },
    { name: 'Search-Mailbox' },
    { parameters: { 'A; Set-Label -B': true } },
    { parameters: { A: Number.NaN } },
    { forEachSite: 'Site $(x)' },
    { forEach: { parameter: 'Record-Type', values: [] } },
    { forEach: { parameter: 'RecordType', values: ['../../x'] } },
  ])('refuses a list with %j', (over) => {
    const base: Cmdlet = {
      name: 'Get-Label',
      part: 'purview',
      session: 'security-compliance',
      parameters: {},
      direct: false,
      why: '',
    };
    expect(() => exportScript(['purview'], '1.2.3', [{ ...base, ...over }])).toThrow();
  });
});
