/** The list of reads that may leave the process; everything else is a bug and throws before a byte is sent. */

/** A request outside the list: a mistake of ours, never of the operator. */
export class ForbiddenRequestError extends Error {
  constructor(why: string) {
    super(`Refused to send a request that is not on the list of reads: ${why}`);
    this.name = 'ForbiddenRequestError';
  }
}

/** Path segments that hold content, prompts or secrets. Metadata beside them is enough for every rule. */
const CONTENT_SEGMENTS = new Set([
  'content',
  'contentstream',
  '$value',
  'thumbnails',
  'attachments',
  'getallmessages',
  'transcripts',
  'recordings',
  'interactionhistory',
  'extractsensitivitylabels',
  'processcontent',
  'processcontentasync',
  'recoverykeys',
  'devicelocalcredentials',
]);

/** POSTs of Microsoft Graph that only read. The body of a `$batch` is read as well, member by member. */
const GRAPH_READING_POSTS = new Set(['/$batch', '/search/query']);

/** Throws unless the request is a read of Microsoft Graph. `path` is that of the URL as Microsoft names it. */
export function assertGraphRead(method: string, path: string, query: string, body: string | null): void {
  const match = /^\/(?:v1\.0|beta)(\/.*)$/.exec(path);
  if (match === null) throw new ForbiddenRequestError(`${method} outside /v1.0 and /beta`);
  const below = match[1] ?? '';
  if (method === 'GET') {
    assertNoContent(below, query);
    return;
  }
  if (method !== 'POST' || !GRAPH_READING_POSTS.has(below)) throw new ForbiddenRequestError(`${method} ${below}`);
  if (below === '/$batch') assertBatchOfReads(body);
}

/** Requests that sign-in makes of Entra ID. */
export function assertLoginRequest(method: string, path: string): void {
  const asks = method === 'POST' && /^\/[^/]+\/oauth2\/v2\.0\/(?:token|devicecode)$/i.test(path);
  const looks =
    method === 'GET' && (/\/\.well-known\/openid-configuration$/i.test(path) || /^\/common\/discovery\/instance$/i.test(path));
  if (!asks && !looks) throw new ForbiddenRequestError(`${method} to the sign-in service`);
}

function assertBatchOfReads(body: string | null): void {
  const parsed: unknown = body === null ? null : JSON.parse(body);
  const requests = (parsed as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > 20) {
    throw new ForbiddenRequestError('a $batch without 1 to 20 requests');
  }
  for (const inner of requests as { method?: unknown; url?: unknown; body?: unknown }[]) {
    if (inner.method !== 'GET' || typeof inner.url !== 'string' || !inner.url.startsWith('/') || inner.body !== undefined) {
      throw new ForbiddenRequestError('a $batch with a member that is not a GET');
    }
    // The URL of a member is relative to the version; parsing it flattens `..` just as the service would.
    const url = new URL(`https://batch.invalid/v1.0${inner.url}`);
    assertGraphRead('GET', url.pathname, url.search, null);
  }
}

function assertNoContent(path: string, query: string): void {
  const decoded = decoded1(path);
  // `/root:/folder/content:/children` addresses an item by its path; names of folders and sites are not operations.
  const operations = decoded.replaceAll(/:\/[^:]*(?::|$)/g, '/');
  const segments = operations.split('/').map((segment) =>
    segment
      .toLowerCase()
      .replace(/^microsoft\.graph\./, '')
      .replace(/\(.*$/, ''),
  );
  const content = segments.find((segment) => CONTENT_SEGMENTS.has(segment));
  if (content !== undefined) throw new ForbiddenRequestError(`GET of ${content}`);
  // Mail and chats; the message centre of service announcements is the one harmless place with that name.
  if (segments.includes('messages') && !segments.includes('serviceannouncement'))
    throw new ForbiddenRequestError('GET of messages');
  // A download address is a key to the file, good for an hour without a token.
  if (/downloadurl/i.test(decoded1(query))) throw new ForbiddenRequestError('GET of a download address');
}

function decoded1(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ForbiddenRequestError('a path that is not well encoded');
  }
}
