/** `multipart/mixed` as SharePoint's `$batch` speaks it: GETs written into one body, and the answers read out of another. */

export interface PartAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

const PART = 'Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n';

export const BATCH_ACCEPT = 'application/json;odata=nometadata';

/** URLs are absolute and already encoded, so that none holds a line end. */
export function composeBatch(boundary: string, urls: readonly string[]): string {
  const parts = urls.map((url) => `--${boundary}\r\n${PART}GET ${url} HTTP/1.1\r\nAccept: ${BATCH_ACCEPT}\r\n\r\n`);
  return `${parts.join('')}--${boundary}--\r\n`;
}

/** The URLs of a body that `composeBatch` wrote, byte for byte; null for any other body. */
export function urlsOfBatch(body: string): string[] | null {
  const boundary = /^--(batch_[0-9a-f-]{36})\r\n/.exec(body)?.[1];
  if (boundary === undefined) return null;
  const urls = [...body.matchAll(/^GET (\S+) HTTP\/1\.1\r$/gm)].map((match) => match[1] ?? '');
  return composeBatch(boundary, urls) === body ? urls : null;
}

/** The boundary that a content type names; null where it names none. */
export function boundaryOf(contentType: string | null): string | null {
  const match = /^multipart\/mixed\s*;.*?\bboundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2] ?? null;
}

/** The answers in order; a part that is none is null, so that those behind it keep their places. */
export function parseBatch(text: string, boundary: string): (PartAnswer | null)[] {
  const mark = `--${boundary}`;
  const parts: string[][] = [];
  let isEnded = false;
  for (const line of text.split('\n')) {
    const bare = line.replace(/[\r\t ]+$/, '');
    if (bare === mark || bare === `${mark}--`) {
      isEnded = bare !== mark;
      if (isEnded) break;
      parts.push([]);
    } else parts.at(-1)?.push(line.replace(/\r$/, ''));
  }
  // Cut short: the last part may be half an answer.
  return parts.map((lines, place) => (!isEnded && place === parts.length - 1 ? null : answerOf(lines)));
}

/** Headers of the part, a blank line, the status line, headers, a blank line, the body. */
function answerOf(lines: readonly string[]): PartAnswer | null {
  const start = lines.findIndex((line) => /^HTTP\/1\.[01] \d{3}\b/.test(line));
  if (start < 0 || lines.slice(0, start).some((line) => line !== '' && !/^[\w-]+:/.test(line))) return null;
  const end = lines.indexOf('', start);
  const headers = new Map<string, string>();
  for (const line of lines.slice(start + 1, end < 0 ? lines.length : end)) {
    const cut = line.indexOf(':');
    if (cut > 0) headers.set(line.slice(0, cut).trim().toLowerCase(), line.slice(cut + 1).trim());
  }
  const body = end < 0 ? '' : lines.slice(end + 1).join('\n');
  return { status: Number(lines[start]?.slice(9, 12)), headers, text: body.trim() };
}
