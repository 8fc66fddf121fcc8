/** `report`: judge evidence again, offline, with another configuration or date. */
import type { Command } from 'commander';
import type { CliIo } from './io.js';
import { addJudgeOptions } from './scan-options.js';

export function registerReport(program: Command, io: CliIo): void {
  const command = program
    .command('report')
    .description('write the reports again from evidence, without asking the tenant')
    .argument('<evidence>', 'the evidence folder of a scan, finished or not')
    .option('--out <folder>', 'where the reports go; else beside the evidence, in a new folder')
    .option('--as-of <date>', 'count ages from this day (YYYY-MM-DD or a full UTC time) instead of the end of the scan');
  addJudgeOptions(command);
  command.action(async (evidence, flags) => {
    const { runReport } = await import('./report-run.js');
    await runReport(evidence, flags, io);
  });
}
