/** `npm run new-rule SITE-099`: writes a rule that compiles, its test and its lines in the index. */
import { fileURLToPath } from 'node:url';
import { EXIT, OperatorError } from '../operator-error.js';
import { newRule } from './scaffold.js';

function main(): void {
  try {
    const paths = newRule(fileURLToPath(new URL('../../', import.meta.url)), process.argv[2]);
    console.log(`Wrote ${paths.join(', ')}.\nReplace each TODO, then run: npm run docs && npm run check`);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    console.error(error.message);
    process.exitCode = EXIT.usage;
  }
}

main();
