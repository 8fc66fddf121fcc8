/** The request log: one line a request, `METHOD URL STATUS`, in Microsoft's names and without anything secret. */
import { closeSync, fchmodSync, openSync, writeSync } from 'node:fs';
import { OperatorError } from '../operator-error.js';

/** Status of a request that got no answer. */
export const NO_ANSWER = 0;

export interface RequestLog {
  record(method: string, canonicalUrl: string, status: number): void;
  close(): void;
}

export const noRequestLog: RequestLog = { record: () => undefined, close: () => undefined };

/** Parameters whose value opens something; the name stays, so that the query can still be checked against Microsoft's metadata. */
const SECRET_PARAMETERS =
  /^(?:\$?skiptoken|\$?deltatoken|token|access_token|id_token|refresh_token|code|sig|tempauth|client_secret|client_assertion|assertion|device_code)$/i;

/** Opens the file for appending, readable by its owner only. */
export function openRequestLog(file: string): RequestLog {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'a', 0o600);
    // A file that was there before keeps its mode otherwise. Windows has no such modes and ignores it.
    fchmodSync(descriptor, 0o600);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new OperatorError(
      `The request log cannot be written (${code}); give --request-log a file in a folder that you may write to.`,
      { cause },
    );
  }
  let open = true;
  return {
    record: (method, url, status) => {
      if (open) writeSync(descriptor, `${method} ${redactedUrl(url)} ${status}\n`);
    },
    close: () => {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

/** The URL with the value of each secret parameter replaced by `x`, in the query and in function calls of the path. */
export function redactedUrl(text: string): string {
  const url = new URL(text);
  const path = url.pathname.replaceAll(/\b(token|deltatoken)=(?:'[^']*'|%27.*?%27)/gi, "$1='x'");
  const query = url.search
    .slice(1)
    .split('&')
    .map((pair) => {
      const cut = pair.indexOf('=');
      if (cut < 0) return pair;
      const name = pair.slice(0, cut);
      return SECRET_PARAMETERS.test(decodedName(name)) ? `${name}=x` : pair;
    })
    .join('&');
  // Names the cmdlet that was asked for: those requests all go to one address.
  const cmdlet = /^#Get-[A-Za-z0-9]{1,80}$/.test(url.hash) ? url.hash : '';
  return `${url.origin}${path}${query === '' ? '' : `?${query}`}${cmdlet}`;
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
