/** Names are evidence too: none that looks like PHI leaves the evidence folder unasked, and no key to a link is kept anywhere. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assess.js';
import { DEFAULT_LEXICON } from '../../src/config/lexicon.js';
import { findDrive, type Generated, generateTenant, type SimulatedDrive, type StoredItem } from '../../src/demo/index.js';
import { sensitiveNames } from '../../src/derive/sensitive-names.js';
import type { Place } from '../../src/evidence/place.js';
import { maskFindings } from '../../src/redact/mask-names.js';
import { renderFindingsCsv, renderHtml, renderJson, renderMarkdown } from '../../src/reporters/index.js';
import { aFinding, anObject } from '../kit/findings.js';
import { type Told, tell } from '../kit/scenario.js';

const NAMES = sensitiveNames(DEFAULT_LEXICON);
const CANARY = 'Zebrowski-Quixote';

function drives({ tenant }: Generated): SimulatedDrive[] {
  return tenant.sites.flatMap((s) => s.drives);
}

/** The clinic with a canary in every kind of place that a finding can name. */
function clinic(): Generated {
  const generated = generateTenant({ seed: 20, variant: 'clinic', scale: 0.1 });
  const [intake, , schedules] = generated.planted.folders;
  if (intake === undefined || schedules === undefined) throw new Error('no folders');
  const office = findDrive(generated.tenant, intake.driveId)?.drive as SimulatedDrive;
  const rename = (drive: SimulatedDrive, id: string, name: string) => {
    const item = drive.items.find((i) => i.id === id) as StoredItem;
    item.name = name;
    item.webUrl = `${item.webUrl.slice(0, item.webUrl.lastIndexOf('/'))}/${encodeURIComponent(name)}`;
    return item;
  };
  const folder = rename(office, intake.itemId, `Patient Intake ${CANARY}1`);
  // Another role than the folder's own, or the entry would count as come down from there.
  const open = (office.permissions.get(intake.itemId) ?? []).map((p) => ({ ...p, roles: ['read'] }));
  // Inside it, a folder and a file with innocent names and permissions of their own.
  const inside = office.items.filter((i) => i.parentReference.id === folder.id);
  for (const [n, item] of inside.slice(0, 2).entries()) {
    rename(office, item.id, `${CANARY} ${n + 2}.pdf`);
    office.permissions.set(item.id, open);
    office.breaksInheritance.add(item.id);
  }
  // In the OneDrive, files of patients behind the link, and one with an Anyone link of its own.
  const personal = findDrive(generated.tenant, schedules.driveId)?.drive as SimulatedDrive;
  const [list] = personal.items.filter((i) => i.parentReference.id === schedules.itemId);
  if (list === undefined) throw new Error('no file');
  rename(personal, list.id, `MRN ${CANARY}4.xlsx`);
  const link = { scope: 'anonymous', type: 'view', webUrl: 'https://contoso.sharepoint.com/:x:/g/KEYTOTHEHOUSE' };
  personal.permissions.set(list.id, [{ id: 'KEYTOTHEHOUSE2', roles: ['read'], shareId: 'u!KEYTOTHEHOUSE3', link }]);
  return generated;
}

/** Names that look like PHI, or that stand below one that does. */
function phiNames(generated: Generated): string[] {
  const found = new Set<string>();
  for (const { items } of drives(generated)) {
    const byId = new Map(items.map((i) => [i.id, i]));
    const isPhi = (item: StoredItem): boolean => {
      if (NAMES.match(item.name) !== null) return true;
      const parent = byId.get(item.parentReference.id ?? '');
      return parent !== undefined && isPhi(parent);
    };
    for (const item of items) if (item.root === undefined && isPhi(item)) found.add(item.name);
  }
  return [...found];
}

/** Addresses, share ids and ids of links: whoever has one can knock. */
function keys(generated: Generated): string[] {
  return drives(generated).flatMap((d) =>
    [...d.permissions.values()]
      .flat()
      .flatMap((p) =>
        p.link === undefined ? [] : [p.link.webUrl, p.shareId ?? p.link.webUrl, p.id, p.link.webUrl.split('/').at(-1) as string],
      ),
  );
}

async function documents({ result, findings }: Assessment): Promise<Record<string, string>> {
  return {
    'report.html': await renderHtml(result),
    'report.md': await renderMarkdown(result),
    'result.json': renderJson(result),
    'findings.csv': [...renderFindingsCsv(findings)].join(''),
  };
}

const forms = (name: string) => [name, encodeURIComponent(name), JSON.stringify(name).slice(1, -1)];

describe('a scan of a clinic full of names', () => {
  let generated: Generated;
  let told: Told;
  let evidence: string;

  beforeAll(async () => {
    generated = clinic();
    told = await tell(generated, {
      inspect: async (directory) => {
        const files = await readdir(directory, { recursive: true, withFileTypes: true });
        const texts = await Promise.all(
          files
            .filter((f) => f.isFile())
            .map(async (f) => {
              const bytes = await readFile(join(f.parentPath, f.name));
              // Segments are gzip members one after the other.
              return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
            }),
        );
        evidence = texts.join('\n');
      },
    });
  });

  it('finds the places that carry the names, so that there is something to hide', () => {
    expect(told.finding('ITEM-004').objects.length).toBeGreaterThanOrEqual(4);
    expect(told.finding('ITEM-001').objects).toHaveLength(1);
    expect(phiNames(generated).length).toBeGreaterThan(100);
    expect(phiNames(generated).filter((n) => n.includes(CANARY)).length).toBeGreaterThanOrEqual(4);
  });

  it('writes none of them into any document', async () => {
    const names = phiNames(generated);
    for (const [file, text] of Object.entries(await documents(told.assessment))) {
      const leaked = names.filter((name) => forms(name).some((form) => text.includes(form)));
      expect(leaked, file).toEqual([]);
      expect(text, file).not.toContain(CANARY);
    }
    expect(told.result.scan.namesMasked).toBe(true);
  });

  it('nor a folder in the address of an object', () => {
    for (const { objects } of told.assessment.findings)
      for (const o of objects) expect(decodeURIComponent(o.url ?? '')).not.toMatch(/Patient Intake|MRN/);
  });

  it('still lets a reader tell the places apart', () => {
    const names = told
      .finding('ITEM-004')
      .objects.filter((o) => o.name.startsWith('[name hidden'))
      .map((o) => o.name);
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^\[name hidden: [a-z +&0-9-]+ #[0-9a-f]{8}\]$/);
  });

  it('writes them where the operator asks for them', async () => {
    const shown = await tell(clinic(), { showNames: true });
    for (const [file, text] of Object.entries(await documents(shown.assessment))) expect(text, file).toContain(`${CANARY}1`);
    expect(shown.result.scan.namesMasked).toBe(false);
    expect(shown.outcomes()).toEqual(told.outcomes());
  });

  it('keeps the names in the evidence, and there alone', () => {
    expect(evidence).toContain(`Patient Intake ${CANARY}1`);
    expect(evidence).toContain(`MRN ${CANARY}4.xlsx`);
  });

  it('keeps no address, share id or id of a link, not even in the evidence', async () => {
    const all = keys(generated);
    expect(all.length).toBeGreaterThan(20);
    const texts = { evidence, ...(await documents(told.assessment)) };
    for (const [file, text] of Object.entries(texts))
      expect(
        all.filter((key) => text.includes(key)),
        file,
      ).toEqual([]);
    expect(evidence).not.toContain('KEYTOTHEHOUSE');
  });

  it('keeps no token and no secret', async () => {
    for (const text of [evidence, ...Object.values(await documents(told.assessment))]) {
      expect(text).not.toContain(generated.credentials.clientSecret);
      expect(text).not.toMatch(/eyJ[\w-]{20,}\.eyJ/);
    }
  });

  it('tells progress and notes without a path', () => {
    const said = JSON.stringify([told.outcome.facts.notes, told.result.coverage, told.result.verdict, told.result.method]);
    expect(said).not.toContain(CANARY);
    expect(phiNames(generated).filter((n) => n.length > 8 && said.includes(n))).toEqual([]);
  });
});

describe('the mask', () => {
  const place = (...parts: Place['parts']): Place => ({
    siteUrl: 'https://x.example/sites/a',
    siteName: 'Front office',
    driveUrl: 'https://x.example/sites/a/Docs',
    parts,
    words: ['patient list'],
  });
  const plain = (name: string) => ({ name, sensitive: false });
  const phi = (name: string) => ({ name, sensitive: true });
  const mask = (p: Place, showNames = false, id = 'drive/item') => {
    const [finding] = maskFindings(
      [aFinding({ outcome: 'fail', objects: [anObject({ id, name: p.parts.at(-1)?.name ?? '', place: p })] })],
      { showNames },
    );
    const [object] = finding?.objects ?? [];
    if (object === undefined) throw new Error('no object');
    return object;
  };

  it('hides a piece and what is below it, and shows the way there', () => {
    const object = mask(place(plain('Documents'), plain('Team'), phi('Patient list'), phi('Smith')));
    expect(object.name).toMatch(/^\[name hidden: patient list #[0-9a-f]{8}\]$/);
    expect(object.detail.where).toMatch(/^Front office › Documents › Team › \[name hidden[^›]*\]$/);
    expect(object.url).toBe('https://x.example/sites/a/Docs');
  });

  it('names the site alone where the library itself looks like PHI', () => {
    expect(mask(place(phi('Patient list'))).url).toBe('https://x.example/sites/a');
  });

  it('leaves what looks innocent, encoded in the address', () => {
    const object = mask(place(plain('Documents'), plain('A & B #1')));
    expect(object).toMatchObject({ name: 'A & B #1', url: 'https://x.example/sites/a/Docs/A%20%26%20B%20%231' });
  });

  it('shows all where it is asked to', () => {
    expect(mask(place(plain('Documents'), phi('Patient list')), true)).toMatchObject({
      name: 'Patient list',
      url: 'https://x.example/sites/a/Docs/Patient%20list',
    });
  });

  it('gives the same mark to the same object, whatever its name, and others to others', () => {
    const one = mask(place(phi('Patient list A')));
    expect(mask(place(phi('Patient list B'))).name).toBe(one.name);
    expect(mask(place(phi('Patient list A')), false, 'drive/other').name).not.toBe(one.name);
  });

  it('drops what only the score needs', () => {
    const object = mask(place(plain('Documents')));
    for (const key of ['place', 'siteId', 'readersShare', 'sensitive', 'suspicion']) expect(object).not.toHaveProperty(key);
  });
});
