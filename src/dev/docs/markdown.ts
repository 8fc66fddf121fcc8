/** Pieces of Markdown: tables, escaping, lists and the line that marks a generated page. */

/** First line of every page that is made; a page that begins with it and is made no longer is removed. */
export const MADE = '<!-- Made by `npm run docs` from the metadata in src/. Change it there. -->';

/** Text that Markdown or HTML would read as marks of theirs. */
export function escaped(text: string): string {
  return text.replaceAll(/[<>*_[\]`\\]/g, '\\$&');
}

/** Text as code; for words, paths and names of settings. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A table; cells are Markdown already, and only what would break the row is changed. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\r?\n/g, ' ').trim();
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

export function numbered(items: readonly string[]): string {
  return items.map((item, i) => `${i + 1}. ${item}`).join('\n');
}

/** Blocks with an empty line between them and one line end at the end. */
export function page(...blocks: readonly (string | null)[]): string {
  return `${blocks.filter((block) => block !== null && block !== '').join('\n\n')}\n`;
}
