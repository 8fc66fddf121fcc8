/** `rules`: what is checked; `rules explain ID`: why, from what, by which numbers, and how it is mended. */
import { type Command, Option } from 'commander';
import type { CliIo } from './io.js';

export function registerRules(program: Command, io: CliIo): void {
  const rules = program
    .command('rules')
    .description('list the rules, or explain one')
    .option('--json', 'print everything that is known of them as JSON')
    .option('--pillar <name>', 'only the rules of one pillar: licensing, sharing, sites, items, …')
    .action(async (flags: { json?: boolean; pillar?: string }) => {
      const { listRules } = await import('./rules-text.js');
      io.out(listRules(flags, io.columns));
    });
  rules
    .command('explain')
    .description('explain one rule: why it matters, what it looks at, its thresholds, how to mend what it finds')
    .argument('<id>', 'id of the rule, such as ITEM-001')
    // Also an option of `rules`, which takes it wherever it stands.
    .addOption(new Option('--json', 'print it as JSON'))
    .action(async (id: string, _flags, command: Command) => {
      const { explainRule } = await import('./rules-text.js');
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      io.out(explainRule(id, { json }, io.columns));
    });
}
