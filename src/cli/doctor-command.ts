/** `doctor`: signs in, says what a scan would see with this sign-in, and proves the way with one small read. */
import { type Command, Option } from 'commander';
import { addConnectionOptions, addPurviewDirect } from './connection-options.js';
import type { DoctorFlags } from './doctor-run.js';
import type { CliIo } from './io.js';

export function registerDoctor(program: Command, io: CliIo): void {
  const command = program
    .command('doctor')
    .description('sign in and say what a scan would see, what it would not, and which permission is missing');
  addPurviewDirect(addConnectionOptions(command))
    .addOption(
      new Option('--profile <name>', 'the scan to prepare for; minimal reads directory and tenant only')
        .choices(['minimal', 'standard'])
        .default('standard'),
    )
    .option('--json', 'print the answer as JSON')
    .action(async (flags: DoctorFlags) => {
      const { runDoctor } = await import('./doctor-run.js');
      await runDoctor(flags, io);
    });
}
