/** The flags that `scan` and `demo` share, those that `report` shares with both, and those that `plan` shares with `scan`. */
import { type Command, Option } from 'commander';
import type { LimitFlags } from './limits.js';

export interface JudgeFlags {
  readonly config?: string;
  readonly showNames?: boolean;
  readonly failOn?: string;
  readonly minCoverage?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export interface CrawlFlags extends JudgeFlags, LimitFlags {
  readonly out: string;
  readonly profile: 'minimal' | 'standard';
  readonly leavers?: string;
  readonly sam?: readonly string[];
  readonly bundle?: string;
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

/** What keeps a scan smaller than the tenant. */
export function addLimitOptions(command: Command): Command {
  return command
    .option('--sites <file>', 'read these sites only: one address a line, or a CSV with a column URL')
    .option('--max-ru <number>', 'begin nothing more of SharePoint once so many resource units are spent')
    .option('--until <time>', 'begin nothing more of SharePoint from then on: 06:00, or 2026-12-01T06:00');
}

/** Reports that say the same from another side, and what only an export can tell. */
export function addImportOptions(command: Command): Command {
  return command
    .option(
      '--sam <file>',
      'CSV of SharePoint Advanced Management to compare with: site permissions, or items open to everyone; repeatable',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option(
      '--bundle <folder|zip>',
      'export of cmdlets, which tell what Graph cannot: labels, DLP, audit, retention, tenant settings',
    );
}
