/** `plan`: says before a scan what it would ask, spend and take, and what a limit would leave out. */
import type { Command } from 'commander';
import { addConnectionOptions } from './connection-options.js';
import type { CliIo } from './io.js';
import type { PlanFlags } from './plan-run.js';
import { addLimitOptions } from './scan-options.js';

export function registerPlan(program: Command, io: CliIo): void {
  const command = program
    .command('plan')
    .description('reckon before a scan how many requests, resource units and minutes it takes, and what a limit leaves out');
  addConnectionOptions(command);
  addLimitOptions(command)
    .option('--count-drives', 'ask every site for its libraries, two resource units each, instead of taking one a site')
    .option('--quiet', 'print nothing but the plan and errors')
    .option('--json', 'print the plan as JSON')
    .action(async (flags: PlanFlags) => {
      const { runPlan } = await import('./plan-run.js');
      await runPlan(flags, io);
    });
}
