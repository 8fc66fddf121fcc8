/** The flags that `scan` and `demo` share, and those that `report` shares with both. */
import { type Command, Option } from 'commander';

export interface JudgeFlags {
  readonly config?: string;
  readonly showNames?: boolean;
  readonly failOn?: string;
  readonly minCoverage?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export interface CrawlFlags extends JudgeFlags {
  readonly out: string;
  readonly profile: 'minimal' | 'standard';
  readonly leavers?: string;
}

export function addJudgeOptions(command: Command): Command {
  return command
    .option('--config <file>', 'thresholds and lists, YAML or JSON')
    .option('--show-names', 'print PHI-looking file and folder names instead of hiding them')
    .option('--fail-on <list>', 'exit 1 on: no-go, not-determined, go-with-conditions, critical, high, medium, low')
    .option('--min-coverage <percent>', 'exit 4 when less was seen (the lower of rules assessed and sites read)')
    .option('--quiet', 'print nothing but errors')
    .option('--json', 'print the result on standard output instead of a summary');
}

export function addCrawlOptions(command: Command, defaultOut: string | null): Command {
  const out = new Option('--out <folder>', 'where the report and the evidence go');
  command.addOption(defaultOut === null ? out.makeOptionMandatory() : out.default(defaultOut));
  command
    .addOption(
      new Option('--profile <name>', 'minimal reads directory and tenant only')
        .choices(['minimal', 'standard'])
        .default('standard'),
    )
    .option('--leavers <file>', 'CSV of people who left: a column of addresses or employee ids, and the last day');
  return addJudgeOptions(command);
}
