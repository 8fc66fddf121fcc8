/** `permissions` run as a user runs it, with what it prints. */
import { expect } from 'vitest';
import type { NeededPermission } from '../../src/cli/permissions-text.js';
import { runCli } from '../kit/run-cli.js';

export async function printed(...args: string[]): Promise<string> {
  const run = await runCli(['permissions', ...args]);
  expect(run).toMatchObject({ exitCode: 0, err: '' });
  return run.out;
}

export async function listed(...args: string[]): Promise<NeededPermission[]> {
  return JSON.parse(await printed('--as', 'json', ...args)) as NeededPermission[];
}

export const names = (rows: readonly NeededPermission[]): string[] => rows.map((row) => row.permission);
