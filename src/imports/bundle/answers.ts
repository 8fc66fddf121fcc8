/** From one file of an export, and what the manifest says of it, to the answer of one cmdlet. */
import type { Gap } from '../../evidence/coverage.js';
import { unreadable } from '../../evidence/purview.js';
import type { Cmdlet } from '../../purview/cmdlets.js';
import { decodeObjects } from '../../purview/decode.js';
import type { ManifestEntry } from '../../purview/manifest.js';
import type { CmdletAnswer, CmdletObject } from '../../purview/results.js';
import type { ExportFile } from './bounds.js';
import { gapOfError, gapOfNotRun } from './gaps.js';
import { parseExport } from './json.js';
import { baseName, shown } from './names.js';
import { textOf } from './text.js';

/** What a file holds. */
export interface Contents {
  readonly encoding: string | null;
  readonly isGuessed: boolean;
  readonly mended: boolean;
  readonly said:
    | {
        readonly kind: 'objects';
        readonly objects: readonly CmdletObject[] /** More is elsewhere. */;
        readonly isPage: boolean /** The service itself said so, so that even none of them is an answer. */;
        readonly isAnswer: boolean;
      }
    | { readonly kind: 'blank' }
    /** The answer of an endpoint that somebody saved, which was an error. */
    | { readonly kind: 'error'; readonly text: string }
    /** As the end of a sentence. */
    | { readonly kind: 'unreadable'; readonly why: string };
}

export async function contentsOf(file: ExportFile): Promise<Contents> {
  const content = await file.read();
  const none = { encoding: null, isGuessed: false, mended: false };
  if ('damaged' in content) return { ...none, said: { kind: 'unreadable', why: content.damaged } };
  const read = textOf(content);
  if (read === null) return { ...none, said: { kind: 'unreadable', why: 'it is in UTF-32; save it as UTF-8' } };
  const { text, encoding, isGuessed } = read;
  const parsed = parseExport(text);
  if (!parsed.ok) {
    return {
      encoding,
      isGuessed,
      mended: false,
      said: parsed.isBlank ? { kind: 'blank' } : { kind: 'unreadable', why: parsed.why },
    };
  }
  return { encoding, isGuessed, mended: parsed.mended, said: saidBy(parsed.json) };
}

function saidBy(json: unknown): Contents['said'] {
  const top = typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {};
  const error = errorIn(top);
  if (error !== null) return { kind: 'error', text: error };
  const objects = decodeObjects(json);
  if (objects === null) return { kind: 'unreadable', why: 'it is no list of objects; save it with ConvertTo-Json -Depth 12' };
  return { kind: 'objects', objects, isPage: '@odata.nextLink' in top, isAnswer: '@odata.context' in top };
}

/** `{"error": {"code": …, "message": …}}` and nothing else; null: it is something else. */
function errorIn(top: Readonly<Record<string, unknown>>): string | null {
  const { error } = top;
  if (typeof error !== 'object' || error === null || Object.keys(top).some((key) => key !== 'error' && !key.includes('@')))
    return null;
  const { code, message } = error as Record<string, unknown>;
  return [code, message].filter((text) => typeof text === 'string').join(': ');
}

/**
 * The answer where a file is there.
 * @param entry what the manifest says of it; null: no manifest knows the file, and then nothing says that the cmdlet ended well
 */
export function answerOf(cmdlet: Cmdlet, entry: ManifestEntry | null, file: ExportFile, { said }: Contents): CmdletAnswer {
  const name = shown(baseName(file.path));
  if (said.kind === 'objects' && said.objects.length > 0) {
    const objects = keptOf(cmdlet, said.objects);
    const cut = cutOf(cmdlet, entry, said.objects.length, said.isPage, name);
    return objects.length === 0 && cut === null ? { kind: 'empty' } : { kind: 'read', objects, cut };
  }
  if (entry?.outcome === 'failed') return { kind: 'failed', gap: gapOfError(cmdlet, entry.error) };
  if (entry?.outcome === 'not-run') return { kind: 'not-run', gap: gapOfNotRun(cmdlet, entry.error) };
  if (said.kind === 'error') return { kind: 'failed', gap: gapOfError(cmdlet, said.text) };
  if (said.kind === 'unreadable') return { kind: 'unreadable', gap: unreadable(`${name}: ${said.why}`) };
  // Nothing is in it: that is an answer only where somebody says that the cmdlet ended well.
  if (said.kind === 'objects' && said.isAnswer && entry === null) return { kind: 'empty' };
  if (entry === null) {
    return {
      kind: 'unreadable',
      gap: unreadable(`${name} is empty, and no manifest says that ${cmdlet.name} ended without an error`),
    };
  }
  if (entry.count === 0 || (entry.count === null && entry.outcome === 'empty')) return { kind: 'empty' };
  return {
    kind: 'unreadable',
    gap: unreadable(`${name} is empty, and the manifest counts ${entry.count ?? 'some'} objects of ${cmdlet.name}`),
  };
}

/** The answer where the manifest names no file, or one that is not there. */
export function answerWithoutFile(cmdlet: Cmdlet, entry: ManifestEntry): CmdletAnswer {
  if (entry.outcome === 'failed') return { kind: 'failed', gap: gapOfError(cmdlet, entry.error) };
  if (entry.outcome === 'not-run') return { kind: 'not-run', gap: gapOfNotRun(cmdlet, entry.error) };
  if (entry.file !== null) {
    return { kind: 'unreadable', gap: unreadable(`the manifest names ${shown(entry.file)}, which is not in the export`) };
  }
  if (entry.outcome === 'empty' && (entry.count ?? 0) === 0) return { kind: 'empty' };
  return { kind: 'unreadable', gap: unreadable(`the manifest says that ${cmdlet.name} gave objects and names no file of them`) };
}

/** Why there may be more objects than the file holds; null: these are all. */
function cutOf(cmdlet: Cmdlet, entry: ManifestEntry | null, found: number, isPage: boolean, name: string): Gap | null {
  if (entry?.outcome === 'failed') return gapOfError(cmdlet, entry.error);
  if (entry?.outcome === 'not-run')
    return unreadable(`the manifest says that nobody ran ${cmdlet.name}, and ${name} holds objects`);
  if (isPage) return unreadable(`${name} is the first page of an answer, and the next ones are not in the export`);
  const told = entry?.outcome === 'empty' ? (entry.count ?? 0) : (entry?.count ?? null);
  if (told !== null && told !== found)
    return unreadable(`the manifest counts ${told} objects of ${cmdlet.name}, and ${name} holds ${found}`);
  if (entry === null && found === usualEnd(cmdlet)) {
    return {
      reason: 'capped',
      remedy: `a new export made by copilot-preflight export-script`,
      detail: `${name} holds ${found} objects, which is where ${cmdlet.name} stops by itself`,
    };
  }
  return null;
}

/** Where a cmdlet stops that was run without the parameters of the list. */
function usualEnd({ parameters }: Cmdlet): number | null {
  if (parameters.ResultSize === 'Unlimited') return 1000;
  return parameters.Limit === 'All' ? 200 : null;
}

/** What tells the session, beside what the list wants. */
const TELLING = ['PSComputerName', 'OrganizationId'];

/** Nobody's export brings in more than the script would have saved: only the listed properties, only the listed objects. */
function keptOf({ only, keepWhere }: Cmdlet, objects: readonly CmdletObject[]): readonly CmdletObject[] {
  const wanted = only === undefined ? null : new Set([...only, ...TELLING].map((name) => name.toLowerCase()));
  const kept = keepWhere === undefined ? objects : objects.filter((object) => propertyOf(object, keepWhere) !== false);
  if (wanted === null) return kept;
  return kept.map((object) => {
    const slim = Object.create(null) as { [key: string]: CmdletObject[string] };
    for (const [key, value] of Object.entries(object)) if (wanted.has(key.toLowerCase())) slim[key] = value;
    return slim;
  });
}

function propertyOf(object: CmdletObject, name: string): CmdletObject[string] | undefined {
  const value = object[name];
  return typeof value === 'string' && /^false$/i.test(value) ? false : value;
}
