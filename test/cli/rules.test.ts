/** `rules` and `rules explain`: complete, within the terminal, and helpful about a mistyped id. */
import { describe, expect, it } from 'vitest';
import { THRESHOLDS } from '../../src/config/thresholds.js';
import { RULES } from '../../src/rules/index.js';
import { runCli } from '../kit/run-cli.js';

const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('rules', () => {
  it('lists every rule', async () => {
    const run = await runCli(['rules']);
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    for (const { meta } of RULES) expect(run.out).toMatch(new RegExp(`^${meta.id} `, 'm'));
    for (const line of run.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('lists the rules of one pillar, and knows what was meant by a mistyped one', async () => {
    const run = await runCli(['rules', '--pillar', 'Labels', '--json']);
    const rules = JSON.parse(run.out) as { id: string; pillar: string }[];
    expect(rules.map((rule) => rule.id)).toEqual(RULES.filter((r) => r.meta.pillar === 'labels').map((r) => r.meta.id));
    expect(await runCli(['rules', '--pillar', 'lables'])).toMatchObject({
      exitCode: 2,
      err: 'copilot-preflight: There is no pillar “lables”; did you mean labels?\n',
    });
  });
});

describe('rules explain', () => {
  it.each(RULES.map((rule) => rule.meta))('$id: everything that its metadata says, in 80 columns', async (meta) => {
    const run = await runCli(['rules', 'explain', meta.id.toLowerCase()]);
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    const text = plain(run.out);
    const told = [
      meta.title,
      meta.rationale,
      meta.remediation.summary,
      ...meta.remediation.steps,
      ...Object.values(meta.messages),
      ...meta.references.map((r) => r.id),
      ...(meta.thresholds ?? []).map((name) => THRESHOLDS[name].describe),
    ];
    for (const sentence of told) expect(text).toContain(plain(sentence));
    // Only a word that has no blank in it, an address say, may be longer.
    for (const line of run.out.split('\n')) expect(line.length <= 80 || !line.trim().includes(' ')).toBe(true);
  });

  it('names the permission without which item permissions are seen in part', async () => {
    const run = plain((await runCli(['rules', 'explain', 'ITEM-004'])).out);
    expect(run).toMatch(/Permissions [\w., ]*Sites\.Read\.All; and, to see it whole: Sites\.FullControl\.All/);
    // Without SharePoint itself it can fail and never pass; who is to grant permissions must not learn that later.
    const site = plain((await runCli(['rules', 'explain', 'SITE-001'])).out);
    expect(site).toContain('to see it whole: Sites.FullControl.All (SharePoint)');
    expect(run).toContain('The finding');
  });

  it('prints JSON wherever the flag stands', async () => {
    const after = await runCli(['rules', 'explain', 'ITEM-001', '--json']);
    const before = await runCli(['rules', '--json', 'explain', 'ITEM-001']);
    expect(before.out).toBe(after.out);
    expect(JSON.parse(after.out)).toMatchObject({ id: 'ITEM-001', claim: 'none', permissions: ['Sites.Read.All'] });
  });

  it('names the nearest rule, or says where they are listed', async () => {
    expect(await runCli(['rules', 'explain', 'ITEM-01'])).toMatchObject({
      exitCode: 2,
      err: 'copilot-preflight: There is no rule “ITEM-01”; did you mean ITEM-001?\n',
    });
    expect((await runCli(['rules', 'explain', 'what is this'])).err).toContain('copilot-preflight rules lists them.');
    expect((await runCli(['rules', 'explain', '\u001b[31mred'])).err).not.toContain('\u001b');
  });
});
