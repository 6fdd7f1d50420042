/** Every page that is written from the code begins by saying so. */
export const page = (title: string, intro: string, ...parts: string[]): string =>
  `<!-- Written by \`npm run docs\` from the code. Change the code, not this page. -->\n# ${title}\n\n${intro}\n\n${parts.join('\n\n')}\n`

/** A table; a column that is empty in every row is left out. */
export function table(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const kept = head.map((_, i) => rows.some((row) => row[i]))
  const line = (cells: readonly (string | undefined)[]): string => `| ${cells.filter((_, i) => kept[i]).map((c) => cell(c ?? '')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** One line, and no bar that ends the cell. */
const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim()

export const code = (text: string): string => `\`${text}\``
export const codes = (texts: readonly string[]): string => texts.map(code).join(', ')
