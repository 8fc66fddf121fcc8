/** Reads CSV as Excel, PowerShell and Microsoft's portals write it: any usual delimiter, with or without a line before the header. */
import { OperatorError } from '../operator-error.js';

/** One record, with the line of the file on which it ends, for messages. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Excel begins files with `sep=;` at times, Windows PowerShell with `#TYPE …`. */
const BEFORE_HEADER = /^(?:#TYPE|sep=(.))[^\n]*(?:\n|$)/i;

/**
 * Gives `take` each record that is not empty, the header first, and keeps none of them: an export of a million places
 * is made into slim rows as it is read.
 * @throws OperatorError with the line that is no CSV.
 */
export async function eachCsvLine(file: string, content: string, take: (line: CsvLine) => void): Promise<void> {
  const { parse } = await import('csv-parse/sync');
  let text = content.replace(/^\uFEFF/, '');
  let before = 0;
  let delimiter: string | null = null;
  for (let first = BEFORE_HEADER.exec(text); first !== null; first = BEFORE_HEADER.exec(text)) {
    delimiter = first[1] ?? delimiter;
    text = text.slice(first[0].length);
    before += 1;
  }
  // A mistake of ours or a sentence for the operator must not be told as a broken file.
  let thrown: unknown = null;
  try {
    parse(text, {
      delimiter: delimiter ?? delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 64 * 1024,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        try {
          if (thrown === null && cells.some((cell) => cell !== '')) take({ line: lines + before, cells });
        } catch (error) {
          thrown = error;
        }
        return null;
      },
    });
  } catch (error) {
    const { lines, code } = error as { lines?: number; code?: string };
    const where = lines === undefined ? file : `${file}, line ${lines + before}`;
    const what = code === 'CSV_MAX_RECORD_SIZE' ? 'a line that has no end' : 'quotation marks that do not pair up';
    thrown ??= new OperatorError(`${where}: ${what}. Open the file in an editor and mend that line.`, { cause: error });
  }
  if (thrown !== null) throw thrown;
}

function delimiterOf(text: string): string {
  const header = /^[^\n]*\S[^\n]*$/m.exec(text)?.[0].replaceAll(/"[^"]*"/g, '') ?? '';
  const count = (letter: string) => header.split(letter).length;
  const [best] = [';', ',', '\t'].sort((a, b) => count(b) - count(a));
  return best ?? ',';
}

/** `E-Mail`, `e mail` and `E_MAIL` are one. */
export function plainHeader(header: string): string {
  return header.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Cut, and without control characters, so that it can stand in a sentence. */
export function shown(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?').slice(0, 40);
}
