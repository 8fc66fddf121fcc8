/** File and flags → one validated configuration; every default comes from this folder. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { BusinessAssociate, Lexicon, Persona } from '../derive/settings.js';
import type { Thresholds } from '../evidence/thresholds.js';
import { OperatorError } from '../operator-error.js';
import { DEFAULTS } from './defaults.js';
import { DEFAULT_LEXICON } from './lexicon.js';
import { nearest } from './nearest.js';
import { DEFAULT_THRESHOLDS, THRESHOLD_NAMES, THRESHOLDS } from './thresholds.js';

export interface Config {
  readonly thresholds: Thresholds;
  readonly lexicon: Lexicon;
  readonly intendedGroups: readonly string[];
  readonly setAsideAccounts: readonly string[];
  readonly approvedApps: readonly string[];
  readonly phiLabels: readonly string[];
  readonly phiTypes: readonly string[];
  readonly pilotGroup: string | null;
  readonly personas: readonly Persona[];
  readonly businessAssociates: readonly BusinessAssociate[];
  readonly objectsInResult: number;
}

const words = z.array(z.string().trim().min(2).max(80)).max(2000);
const names = z.array(z.string().trim().min(1).max(400)).max(10_000);

const schema = z.strictObject({
  thresholds: z
    .strictObject(
      Object.fromEntries(
        THRESHOLD_NAMES.map((name) => [name, z.number().min(THRESHOLDS[name].min).max(THRESHOLDS[name].max).optional()]),
      ),
    )
    .optional(),
  lexicon: z
    .strictObject({
      strong: words.optional(),
      weak: words.optional(),
      places: words.optional(),
      labels: words.optional(),
      remove: words.optional(),
    })
    .optional(),
  intendedGroups: names.optional(),
  setAsideAccounts: names.optional(),
  approvedApps: names.optional(),
  phiLabels: names.optional(),
  phiTypes: names.optional(),
  pilotGroup: z.string().trim().min(1).max(400).optional(),
  personas: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        user: z.string().trim().min(1).max(400),
        mustNot: names.optional(),
        ownSites: names.optional(),
      }),
    )
    .max(100)
    .optional(),
  businessAssociates: z
    .array(z.strictObject({ domain: z.string().trim().min(3).max(253), agreement: z.boolean().optional() }))
    .max(1000)
    .optional(),
  objectsInResult: z.number().int().min(1).max(100_000).optional(),
});

/** Keys of the configuration file, for docs and for "did you mean". */
export const CONFIG_KEYS = Object.keys(schema.shape);

export const DEFAULT_CONFIG: Config = resolveConfig({});

/** The JSON Schema of the configuration file, for editors. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(schema);
}

/**
 * Reads a configuration file (YAML or JSON).
 * @throws OperatorError with the file, the place and what to do.
 */
export async function readConfig(path: string | null): Promise<Config> {
  if (path === null) return DEFAULT_CONFIG;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(`The configuration file ${path} cannot be read. Check the path and your rights to it.`, { cause });
  }
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new OperatorError(`${path}, line ${line}, column ${col}: this is no valid YAML or JSON. Correct that line.`);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch (cause) {
    throw new OperatorError(`${path}: too many aliases to read safely. Write the values out.`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new OperatorError(`${path}: ${sentence(parsed.error.issues[0])}`);
  return resolveConfig(parsed.data);
}

function sentence(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'the configuration is not valid.';
  const where = issue.path.length === 0 ? 'at the top' : `at "${issue.path.join('.')}"`;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] ?? '';
      const known =
        issue.path[0] === 'thresholds'
          ? THRESHOLD_NAMES
          : issue.path[0] === 'lexicon'
            ? ['strong', 'weak', 'places', 'labels', 'remove']
            : CONFIG_KEYS;
      const near = nearest(key, known);
      return `unknown key "${key}" ${where}${near === null ? `; known are ${known.join(', ')}` : `; did you mean "${near}"?`}`;
    }
    case 'too_small':
      return `the value ${where} is too small; the least is ${issue.minimum}.`;
    case 'too_big':
      return `the value ${where} is too large; the most is ${issue.maximum}.`;
    case 'invalid_type':
      return `the value ${where} has the wrong type; ${issue.expected} is due.`;
    default:
      return `the value ${where} is not valid.`;
  }
}

type FileConfig = z.infer<typeof schema>;

function resolveConfig(file: FileConfig): Config {
  const removed = new Set((file.lexicon?.remove ?? []).map((w) => w.toLowerCase()));
  const merge = (base: readonly string[], added: readonly string[] = []) =>
    [...base, ...added].filter((w) => !removed.has(w.toLowerCase()));
  const given = Object.fromEntries(Object.entries(file.thresholds ?? {}).filter(([, v]) => v !== undefined));
  return {
    thresholds: { ...DEFAULT_THRESHOLDS, ...given } as Thresholds,
    lexicon: {
      strong: merge(DEFAULT_LEXICON.strong, file.lexicon?.strong),
      weak: merge(DEFAULT_LEXICON.weak, file.lexicon?.weak),
      places: merge(DEFAULT_LEXICON.places, file.lexicon?.places),
      labels: merge(DEFAULT_LEXICON.labels, file.lexicon?.labels),
    },
    intendedGroups: file.intendedGroups ?? [],
    setAsideAccounts: file.setAsideAccounts ?? [],
    approvedApps: file.approvedApps ?? [],
    phiLabels: file.phiLabels ?? [],
    phiTypes: file.phiTypes ?? [],
    pilotGroup: file.pilotGroup ?? null,
    personas: (file.personas ?? []).map((p) => ({ ...p, mustNot: p.mustNot ?? [], ownSites: p.ownSites ?? [] })),
    businessAssociates: (file.businessAssociates ?? []).map((b) => ({
      domain: b.domain.toLowerCase(),
      agreement: b.agreement ?? false,
    })),
    objectsInResult: file.objectsInResult ?? DEFAULTS.objectsInResult,
  };
}
