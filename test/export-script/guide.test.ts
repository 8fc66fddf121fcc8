/** The guide for engineers names what the script reads, and the parameters to read it by hand. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SESSIONS } from '../../src/export-script/sessions.js';
import { CMDLETS, PARTS } from '../../src/purview/cmdlets.js';

const guide = await readFile(new URL('../../docs/export.md', import.meta.url), 'utf8');

describe('docs/export.md', () => {
  it.each(CMDLETS)('tells how to run $name by hand', ({ name, parameters, forEach, only }) => {
    const rows = guide.split('\n').filter((line) => new RegExp(`\\b${name}\\b`).test(line));
    expect(rows.length).toBeGreaterThan(0);
    const text = rows.join('\n');
    for (const parameter of Object.keys(parameters)) expect(text).toContain(`-${parameter}`);
    if (forEach !== undefined) for (const value of forEach.values) expect(guide).toContain(value);
    if (only !== undefined) for (const property of only) expect(guide).toContain(property);
  });

  it('names every part and every module', () => {
    for (const part of PARTS) expect(guide).toContain(`\`${part}\``);
    for (const { module } of SESSIONS) expect(guide).toContain(`\`${module}\``);
  });
});
