/** The same objects as each shell, and the cmdlet endpoint, would have written them; and whole exports of such files. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { cmdletNamed } from '../../src/purview/cmdlets.js';
import type { ExportManifest, ManifestEntry } from '../../src/purview/manifest.js';

/** Dates are ISO texts with `Z`; a hashtable is an object like any other. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
export type PlainObject = { readonly [key: string]: Plain };
export type Writer = (objects: readonly PlainObject[]) => Buffer;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Windows PowerShell's JSON: `/Date(…)/`, `'` and `<` as numbers, lines that end in CR LF. */
function json51(value: unknown): string {
  return JSON.stringify(value, null, 4)
    .replaceAll(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g, (_, iso: string) => `"\\/Date(${Date.parse(iso)})\\/"`)
    .replaceAll(/['<>&]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\n', '\r\n');
}

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}\r\n`, 'utf16le');
const utf8 = (text: string) => Buffer.from(text, 'utf8');

/** `Get-X | ConvertTo-Json -Depth 12 > Get-X.json`. */
export const as51Redirect: Writer = (objects) => utf16(json51(objects));
/** The same on a machine that writes the bytes the other way round. */
export const asUtf16BigEndian: Writer = (objects) => as51Redirect(objects).swap16();
/** UTF-16 without its mark, as some editors leave it. */
export const asUtf16Unmarked: Writer = (objects) => as51Redirect(objects).subarray(2);
/** `… | Out-File -Encoding utf8`. */
export const as51Utf8Bom: Writer = (objects) => utf8(`\uFEFF${json51(objects)}\r\n`);
/** `… | Set-Content`, on a western Windows. */
export const as51SetContent: Writer = (objects) => windows1252(`${json51(objects)}\r\n`);
/** PowerShell 7, whichever way. Seven digits of a second, as .NET keeps them. */
export const as7Utf8: Writer = (objects) =>
  utf8(
    `${JSON.stringify(objects, null, 2).replaceAll(/(T\d\d:\d\d:\d\d)(\.\d+)?Z"/g, (_, time, part) => `${time}${longPart(part)}Z"`)}\n`,
  );
/** One object stands alone, without a list around it. */
export const asSingleObject: Writer = ([object, ...rest]) => {
  if (object === undefined || rest.length > 0) throw new Error('one object stands alone');
  return utf16(json51(object));
};
/** Windows PowerShell at times wraps a list so. */
export const asValueCount: Writer = (objects) => utf16(json51(counted(objects)));
/** Dates and GUIDs as objects, as they come where PowerShell has given them properties of its own. */
export const asWrappedValues: Writer = (objects) => utf16(json51(objects.map((object) => mapTexts(object, wrapped))));
/** What came through a console of 80 columns. */
export const asHardWrapped: Writer = (objects) =>
  utf16(
    json51(objects)
      .split('\r\n')
      .flatMap((line) => line.match(/.{1,80}/gs) ?? [''])
      .join('\r\n'),
  );
/** The answer of the cmdlet endpoint, saved: hashtables as lists of keys and values, and companions of properties. */
export const asRest: Writer = (objects) => utf8(JSON.stringify(restAnswer(objects)));
/** `ConvertTo-Json` without `-Depth`. */
export const asClipped: Writer = (objects) => utf16(json51(objects.map((object) => clipped(object, 1))));

/** Every way that loses nothing but, in one, letters that windows-1252 has not. */
export const WRITERS: Readonly<Record<string, Writer>> = {
  'Windows PowerShell, >': as51Redirect,
  'Windows PowerShell, UTF-8 with BOM': as51Utf8Bom,
  'Windows PowerShell, Set-Content': as51SetContent,
  'Windows PowerShell, {value, Count}': asValueCount,
  'Windows PowerShell, wrapped dates and GUIDs': asWrappedValues,
  'Windows PowerShell, a console of 80 columns': asHardWrapped,
  'UTF-16 BE': asUtf16BigEndian,
  'UTF-16 without BOM': asUtf16Unmarked,
  'PowerShell 7': as7Utf8,
  'the cmdlet endpoint': asRest,
};

/** As `value`, `@odata.context` and properties come over the wire. */
export function restAnswer(objects: readonly PlainObject[]): unknown {
  return {
    '@odata.context': 'https://outlook.office365.com/adminapi/beta/$metadata#Collection(Exchange.Object)',
    value: objects.map((object) =>
      Object.fromEntries(
        Object.entries(object).flatMap(([key, value]): [string, unknown][] => [
          ...(Array.isArray(value) ? [[`${key}@data.type`, 'System.Collections.Generic.List']] : []).map(
            ([k, v]): [string, unknown] => [k as string, v],
          ),
          [key, value === null || typeof value !== 'object' ? value : pairs(value)],
          [`${key}@odata.type`, '#String'],
        ]),
      ),
    ),
  };
}

function pairs(value: Plain): unknown {
  if (Array.isArray(value)) return value.map(pairs);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value).map(([_key, inner]) => ({ _key, _value: pairs(inner), '_value@odata.type': '#String' }));
}

const counted = (objects: readonly PlainObject[]) => ({ value: objects, Count: objects.length });

function longPart(part: string | undefined): string {
  return part === undefined ? '' : part.padEnd(8, '0');
}

const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

function wrapped(text: string): unknown {
  if (ISO.test(text)) return { value: text, DisplayHint: 2, DateTime: new Date(text).toUTCString() };
  return GUID.test(text) ? { value: text, Guid: text } : text;
}

function mapTexts(value: Plain, map: (text: string) => unknown): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, map)]));
}

/** Depth 2 of `ConvertTo-Json`: below the properties of an object, what is not a plain value becomes a text. */
function clipped(value: Plain, level: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (level > 2) return Array.isArray(value) ? value.map(asText).join(' ') : asText(value);
  if (Array.isArray(value)) return value.map((item) => clipped(item, level + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clipped(inner, level + 1)]));
}

function asText(value: Plain): string {
  if (Array.isArray(value)) return 'System.Object[]';
  if (value === null || typeof value !== 'object') return String(value ?? '');
  return `@{${Object.entries(value)
    .map(([key, inner]) => `${key}=${asText(inner)}`)
    .join('; ')}}`;
}

const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function windows1252(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
      const at = [...HIGH].indexOf(letter);
      return at < 0 ? 0x3f : 0x80 + at;
    }),
  );
}

/** One cmdlet of an export. Without `outcome` it is read, or empty where there are no objects. */
export interface Exported extends Partial<Omit<ManifestEntry, 'cmdlet' | 'count'>> {
  readonly cmdlet: string;
  readonly objects?: readonly PlainObject[];
  /** Null: not counted. */
  readonly count?: number | null;
}

export type Files = Readonly<Record<string, Buffer | string>>;

export const EXPORT_TENANT = '11111111-2222-4333-8444-555555555555';
export const EXPORT_TIME = '2026-11-20T08:00:00.000Z';

/** The files of a whole export with its manifest, as the export script writes it, or as `write` does. */
export function exportFiles(cmdlets: readonly Exported[], write: Writer = as7Utf8, over: Partial<ExportManifest> = {}): Files {
  const entries = cmdlets.map((one): ManifestEntry & { readonly content: Buffer | null } => {
    const { objects = [], ...entry } = one;
    const outcome = entry.outcome ?? (objects.length === 0 ? 'empty' : 'read');
    const isSaved = outcome === 'read' || outcome === 'empty' || objects.length > 0;
    const suffix = entry.parameter === undefined || entry.parameter === null ? '' : `.${entry.parameter}`;
    return {
      session: cmdletNamed(entry.cmdlet)?.session ?? 'unknown',
      error: null,
      at: outcome === 'not-run' ? null : EXPORT_TIME,
      module: 'ExchangeOnlineManagement 3.9.2',
      file: isSaved ? `${entry.cmdlet}${suffix}.json` : null,
      target: null,
      parameter: null,
      ...entry,
      outcome,
      count: entry.count === undefined ? objects.length : entry.count,
      content: isSaved ? write(objects) : null,
    };
  });
  const manifest: ExportManifest = {
    format: 'copilot-preflight-bundle',
    version: 1,
    tenantId: EXPORT_TENANT,
    startedAt: EXPORT_TIME,
    entries: entries.map(({ content: _, ...entry }) => entry),
    ...over,
  };
  return {
    'manifest.json': JSON.stringify(manifest, null, 2),
    ...Object.fromEntries(entries.flatMap(({ file, content }) => (file === null || content === null ? [] : [[file, content]]))),
  };
}

/** Writes them into a new folder below the system's folder for such, and gives its path. */
export async function writeExport(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'preflight-export-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, ...name.split('/'));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return folder;
}

export async function zipOf(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream as unknown as NodeJS.ReadableStream);
}
