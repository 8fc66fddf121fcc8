/** The generated docs are those that stand in the repository, and hold what their readers look for. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/assess.js';
import { CONFIG_KEYS } from '../../src/config/config.js';
import { allDocs } from '../../src/dev/docs/all-docs.js';
import { KEYS } from '../../src/dev/docs/configuration-page.js';
import { driftOf } from '../../src/dev/docs/drift.js';
import { table } from '../../src/dev/docs/markdown.js';
import { readmeWithParts } from '../../src/dev/docs/readme-parts.js';
import { EXIT } from '../../src/operator-error.js';
import { filesBelow, ROOT } from '../architecture/source-files.js';

const README = readFileSync(`${ROOT}README.md`, 'utf8').replaceAll('\r\n', '\n');
const DOCS = allDocs(catalogue(), README);
const text = (path: string) => DOCS.get(path) ?? '';

describe('generated docs', () => {
  it('are up to date; otherwise: npm run docs', () => {
    const { outdated, leftOver } = driftOf(ROOT);
    expect([...outdated.keys(), ...leftOver]).toEqual([]);
  });

  it('have a page for every rule, with every message and threshold', () => {
    for (const { meta } of catalogue().rules) {
      const page = text(`docs/rules/${meta.id}.md`);
      for (const key of [...Object.keys(meta.messages), ...(meta.thresholds ?? [])]) expect(page).toContain(`| \`${key}\` |`);
      expect(page).not.toMatch(/undefined|\[object|NaN/);
      expect(text('README.md')).toContain(`docs/rules/${meta.id}.md`);
    }
  });

  it('name every permission that a collector asks for', () => {
    for (const { permission } of catalogue().permissions) {
      expect(text('docs/permissions.md')).toContain(`| \`${permission}\` |`);
      expect(text('README.md')).toContain(`| \`${permission}\` |`);
    }
  });

  it('explain every key of the configuration and every exit code', () => {
    expect(Object.keys(KEYS).sort()).toEqual([...CONFIG_KEYS].sort());
    for (const code of Object.values(EXIT)) expect(text('README.md')).toContain(`| \`${code}\` |`);
  });

  it('come out the same when made from what they made', () => {
    expect(allDocs(catalogue(), text('README.md'))).toEqual(DOCS);
  });

  it('say which marker of the README is lost', () => {
    expect(() => readmeWithParts(README.replace('<!-- generated:rules -->', ''), catalogue())).toThrow(/generated:rules/);
  });

  it('keep a row a row', () => {
    expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
  });
});

describe('written docs', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    ...filesBelow('docs').map((p) => `docs/${p}`),
  ].filter((p) => p.endsWith('.md'));

  it.each(pages)('%s links to files and headings that are there', (page) => {
    const folder = page.split('/').slice(0, -1);
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map((m) => m[1] ?? '').filter((link) => !/^https?:/.test(link));
    const broken = links.filter((link) => {
      const [path = '', heading] = link.split('#');
      const target = path === '' ? page : resolved([...folder, ...path.split('/')]);
      return !FILES.has(target) || (heading !== undefined && !headings(read(target)).includes(heading));
    });
    expect(broken).toEqual([]);
  });

  it('name only commands and flags that the program has', () => {
    const cli = filesBelow('src/cli')
      .map((path) => read(`src/cli/${path}`))
      .join('\n');
    for (const page of pages) {
      for (const [, command = '', rest = ''] of read(page).matchAll(/(?:^|`)copilot-preflight ([a-z]+(?:-[a-z]+)*)([^`\n]*)/gm)) {
        expect(cli, `${page}: ${command}`).toContain(`.command('${command}')`);
        for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(cli, `${page}: ${flag}`).toMatch(new RegExp(`['\`]${flag}\\b`));
      }
    }
  });
});

const FOLDERS = ['docs', 'schemas', 'src', 'test'];
const FILES = new Set([
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'LICENSE'],
  ...FOLDERS.flatMap((folder) => filesBelow(folder).map((path) => `${folder}/${path}`)),
]);

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

function resolved(parts: readonly string[]): string {
  const path: string[] = [];
  for (const part of parts) {
    if (part === '..') path.pop();
    else if (part !== '.') path.push(part);
  }
  return path.join('/');
}

/** Anchors as the forge makes them. */
function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map((m) =>
    (m[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
