/** Every generated file, by path: one pure function, so that a test compares what `npm run docs` would write. */
import type { Catalogue } from '../../catalogue/catalogue.js';
import { configJsonSchema } from '../../config/config.js';
import { configurationPage } from './configuration-page.js';
import { permissionsPage } from './permission-page.js';
import { readmeWithParts } from './readme-parts.js';
import { rulePages } from './rule-pages.js';

/** Paths below the repository, with forward slashes; `readme` is the README as it stands. */
export function allDocs(catalogue: Catalogue, readme: string): Map<string, string> {
  return new Map([
    ...rulePages(catalogue),
    ['docs/permissions.md', permissionsPage(catalogue)],
    ['docs/configuration.md', configurationPage()],
    ['schemas/config.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`],
    ['README.md', readmeWithParts(readme, catalogue)],
  ]);
}
