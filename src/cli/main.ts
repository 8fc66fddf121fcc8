/** The command line: which commands there are. Each loads what it needs when it is called, so that `--help` answers at once. */
import { Command, CommanderError } from 'commander';
import { EXIT, OperatorError } from '../operator-error.js';
import { registerDemo } from './demo-command.js';
import { registerDoctor } from './doctor-command.js';
import { registerExportScript } from './export-script-command.js';
import { registerExposure } from './exposure-command.js';
import { type CliIo, processIo } from './io.js';
import { registerPermissions } from './permissions-command.js';
import { registerPlan } from './plan-command.js';
import { registerReport } from './report-command.js';
import { registerRules } from './rules-command.js';
import { registerScan } from './scan-command.js';
import { VERSION } from './version.js';

export function createProgram(io: CliIo): Command {
  const program = new Command('copilot-preflight')
    .description(
      'What would Microsoft 365 Copilot surface to whom, if it were switched on today, and what must be closed first? Reads, never writes.',
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showSuggestionAfterError(true)
    .showHelpAfterError('(copilot-preflight --help tells more)');
  for (const register of [
    registerScan,
    registerPlan,
    registerDemo,
    registerReport,
    registerExposure,
    registerDoctor,
    registerPermissions,
    registerExportScript,
    registerRules,
  ])
    register(program, io);
  program.addHelpText(
    'after',
    `
Exit codes:
  0    done, and the gate of --fail-on held
  1    the gate of --fail-on failed
  2    usage or configuration
  3    sign-in failed, or not even the organization can be read
  4    coverage under --min-coverage
  70   a fault of this program
  130  interrupted; a report of what was reached is written

Start here:
  copilot-preflight demo                        a whole scan of a simulated clinic
  copilot-preflight permissions --as powershell the commands that prepare a tenant
  copilot-preflight doctor                      what this sign-in will see
  copilot-preflight plan                        what a scan will cost, and how long it takes`,
  );
  return program;
}

/** Runs one command line and gives the exit code; never throws. */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    await createProgram(io).parseAsync([...argv]);
    return io.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof OperatorError) {
      const { safeText } = await import('../reporters/index.js');
      io.err(`copilot-preflight: ${safeText(error.message)}\n`);
      return error.exitCode;
    }
    io.err(
      `copilot-preflight: this is a fault of the program, please report it.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return EXIT.bug;
  }
}

export async function main(argv: readonly string[]): Promise<void> {
  const code = await run(argv, processIo());
  process.exitCode = code;
  // A sign-in in the browser that was left half-way would keep the process alive until the person comes back to it.
  if (code === EXIT.interrupted) setTimeout(() => process.exit(), 250).unref();
}
