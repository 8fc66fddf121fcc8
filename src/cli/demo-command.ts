/** `demo`: the same scan, of a simulated tenant that this program serves to itself over HTTP. */
import { type Command, Option } from 'commander';
import type { CliIo } from './io.js';
import { addCrawlOptions } from './scan-options.js';

export function registerDemo(program: Command, io: CliIo): void {
  const command = program
    .command('demo')
    .description('scan a simulated tenant, served on this machine; needs no tenant of yours and no network');
  command
    .addOption(
      new Option('--tenant-kind <kind>', 'which simulated tenant')
        .choices(['clinic', 'clean', 'blind', 'hospital'])
        .default('clinic'),
    )
    .option('--serve', 'only serve the tenant and print how to scan it from another process')
    .option('--port <number>', 'port to serve on; any free one if left out')
    .option('--request-log <file>', 'write a line for each request: method, address, status')
    .addOption(new Option('--record-bodies <file>', 'write each answer of the simulated tenant as a line of JSON').hideHelp());
  addCrawlOptions(command, 'preflight-demo');
  command.action(async (flags) => {
    const { runDemo } = await import('./demo-run.js');
    await runDemo(flags, io);
  });
}
