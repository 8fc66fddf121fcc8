/** `POST /_api/$batch`: multipart in, multipart out, in the same order; each member is a whole HTTP request in text. */
import { randomUUID } from 'node:crypto';
import { refused, spell, type Written } from './spelling.js';

export interface BatchMember {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

const MOST_MEMBERS = 100;

/** Microsoft's address of a member, whatever host the batch was sent by. */
function memberUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    const [, host, path] = /^\/sharepoint\/([a-z0-9-]+\.sharepoint\.com)(\/.*)$/.exec(url.pathname) ?? [];
    return host === undefined ? url : new URL(`https://${host}${path}${url.search}`);
  } catch {
    return null;
  }
}

function memberOfPart(part: string): BatchMember | null {
  // The headers of the part, then the request: its first line, its headers, and perhaps a body.
  const [, request = ''] = /^[\s\S]*?\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
  const [first = '', ...rest] = request.split(/\r?\n/);
  const [, method, address] = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(first.trim()) ?? [];
  const url = address === undefined ? null : memberUrl(address);
  if (method === undefined || url === null) return null;
  const headers = new Headers();
  for (const line of rest) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) break;
    headers.set(name, value);
  }
  return { method, url, headers };
}

/** The members of a batch, or the refusal of one that is badly written. */
export function membersOfBatch(contentType: string, body: string): readonly BatchMember[] | Written {
  const wrong = (message: string): Written =>
    spell(refused(400, '-1, Microsoft.SharePoint.Client.InvalidClientQueryException', message), 'odata');
  const [, boundary] = /^multipart\/mixed;\s*boundary="?([^";\s]+)"?/i.exec(contentType) ?? [];
  if (boundary === undefined) return wrong('The content type of the batch has no boundary.');
  const [preamble = '', ...parts] = body.split(`--${boundary}`);
  const last = parts.pop();
  if (preamble.trim() !== '' || last === undefined || !last.startsWith('--')) return wrong('The batch is not closed.');
  const members = parts.map((part) => memberOfPart(part.replace(/^\r?\n/, '')));
  if (members.some((one) => one === null)) return wrong('A part of the batch is no HTTP request.');
  if (members.length > MOST_MEMBERS) return wrong(`A batch holds at most ${MOST_MEMBERS} requests.`);
  return members as readonly BatchMember[];
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

export function writeBatch(answers: readonly Written[]): Written {
  const boundary = `batchresponse_${randomUUID()}`;
  const parts = answers.map(({ status, headers, text }) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name.toUpperCase()}: ${value}`);
    const head = [
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}`,
    ];
    return [`--${boundary}`, ...head, ...lines, '', text, ''].join('\r\n');
  });
  const headers = { 'Content-Type': `multipart/mixed; boundary=${boundary}` };
  return { status: 200, headers, text: `${parts.join('')}--${boundary}--\r\n` };
}
