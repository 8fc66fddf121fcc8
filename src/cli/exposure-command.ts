/** `exposure`: from evidence, what one person's Copilot could surface, and what taking one principal off one place would change. */
import type { Command } from 'commander';
import type { ExposureFlags } from './exposure-run.js';
import type { CliIo } from './io.js';

export function registerExposure(program: Command, io: CliIo): void {
  program
    .command('exposure')
    .description('say from evidence what one person’s Copilot could surface, or what removing a principal would change')
    .argument('<evidence>', 'the evidence folder of a scan, finished or not')
    .option('--as <user>', 'the person: user principal name, mail address or object id')
    .option('--remove <principal>', 'try without it: "Everyone except external users", a group, a person; needs --from')
    .option('--from <place>', 'the place: address of a site, library or folder; “Library/Folder”; or id of a scope')
    .option('--all', 'list everything instead of the first 20')
    .option('--config <file>', 'thresholds and lists, YAML or JSON')
    .option('--as-of <date>', 'count ages from this day (YYYY-MM-DD or a full UTC time) instead of the end of the scan')
    .option('--show-names', 'print PHI-looking file and folder names instead of hiding them')
    .option('--json', 'print the answer as JSON')
    .action(async (evidence: string, flags: ExposureFlags) => {
      const { runExposure } = await import('./exposure-run.js');
      await runExposure(evidence, flags, io);
    });
}
