/** What `--help` has to load: everything that the entry imports statically, followed to the end. */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Modules of static imports that remain at run time; `import type` and `import()` do not count. */
function runtimeImports(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      const named =
        clause?.namedBindings !== undefined && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : null;
      const onlyTypes =
        clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        (clause?.name === undefined && named !== null && named.length > 0 && named.every((e) => e.isTypeOnly));
      return onlyTypes ? [] : [(statement.moduleSpecifier as ts.StringLiteral).text];
    }
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined && !statement.isTypeOnly) {
      return [(statement.moduleSpecifier as ts.StringLiteral).text];
    }
    return [];
  });
}

it('is commander, node itself and a few small files', () => {
  const packages = new Set<string>();
  const files = new Set<string>();
  const queue = [resolve(ROOT, 'src/cli/main.ts')];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const name of runtimeImports(file)) {
      if (name.startsWith('.')) queue.push(resolve(dirname(file), name.replace(/\.js$/, '.ts')));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  }
  expect([...packages]).toEqual(['commander']);
  const outside = [...files]
    .map((f) => relative(ROOT, f).replaceAll('\\', '/'))
    .filter((f) => !f.startsWith('src/cli/') && f !== 'src/operator-error.ts');
  expect(outside).toEqual([]);
});
