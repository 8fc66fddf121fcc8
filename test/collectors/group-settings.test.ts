/** Container labels among the settings of groups: on, off by default, off by word, and what cannot be read. */
import { describe, expect, test } from 'vitest';
import groupSettings, { groupSettingsOf } from '../../src/collectors/group-settings.js';
import { rowsOf } from './crawl-simulated.js';
import { collect, fakeGraph, type Given, refused } from './fakes.js';

const UNIFIED = '62375ab9-6b52-47ed-826b-58e47e0e304b';
const settings = (value: unknown, templateId: unknown = UNIFIED) => ({
  id: 's',
  templateId,
  values: [
    { name: 'EnableGroupCreation', value: 'true' },
    { name: 'EnableMIPLabels', value },
  ],
});
const passwords = { id: 'p', templateId: '5cf42378-d67d-4f36-ba46-e8b86229381d', values: [] };

const tell = async (given: Given) => {
  const { evidence } = await collect(groupSettings, { graph: fakeGraph(() => given) });
  return { state: evidence.coverage('groupSettings').state, rows: await rowsOf(evidence.rows('groupSettings')) };
};

describe('the value', () => {
  test.each<[unknown, boolean | null]>([
    ['True', true],
    ['true', true],
    ['False', false],
    [true, true],
    ['', null],
    ['perhaps', null],
    [1, null],
    [null, null],
  ])('%j is %j', (value, expected) => {
    expect(groupSettingsOf(settings(value))).toEqual(expected === null ? null : { enableMipLabels: expected });
  });

  test('left out of the list has its default, and a list that is none is unreadable', () => {
    expect(groupSettingsOf({ values: [{ name: 'EnableGroupCreation', value: 'true' }] })).toEqual({ enableMipLabels: false });
    for (const values of [undefined, null, 'x', [1]]) expect(groupSettingsOf({ values })).toBeNull();
  });
});

describe('a scan', () => {
  test.each<[string, Given, string, unknown[]]>([
    ['on', { value: [passwords, settings('True', UNIFIED.toUpperCase())] }, 'complete', [{ enableMipLabels: true }]],
    ['on, on the second page', { pages: [[passwords], [settings('True')]] }, 'complete', [{ enableMipLabels: true }]],
    ['defaults', { value: [] }, 'complete', [{ enableMipLabels: false }]],
    ['defaults beside other settings', { value: [passwords] }, 'complete', [{ enableMipLabels: false }]],
    ['a list broken off is no default', { pages: [[passwords], refused(500)] }, 'absent', []],
    ['settings that cannot be read', { value: [settings('perhaps')] }, 'absent', []],
    ['settings of no known template', { value: [settings('True', null)] }, 'absent', []],
    ['no permission', refused(403, null, 'GroupSettings.Read.All'), 'absent', []],
  ])('%s', async (_, given, state, rows) => {
    expect(await tell(given)).toEqual({ state, rows });
  });
});
