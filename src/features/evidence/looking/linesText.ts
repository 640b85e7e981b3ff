import type { DocumentText } from '../../documentText/index.ts'
import { RowSplitter, type CsvRow } from '../../../platform/csv/splitRows.ts'
import { textUpTo } from './shownText.ts'

const SEPARATORS = [',', ';', '\t', '|'] as const
const LOOKED_AT = 20
/** A row longer than this is none. */
const ROW = 50_000

/** The text of a CSV file as a table, of another text line by line. @param isCsv whether its name says so */
export async function linesText(path: string, isCsv: boolean, most: number): Promise<DocumentText & { isPart: boolean }> {
  const { text, isCut } = await textUpTo(path, most)
  const separator = separatorOf(text)
  const rows = isCsv || separator !== undefined ? rowsOf(text, separator ?? ',') : undefined
  if (rows) return { passages: [], tables: [{ within: '', unit: 'line', rows }], isPart: isCut }
  const passages = text
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [{ place: { within: '', unit: 'line' as const, number: at + 1 }, text: line }]))
  return { passages, tables: [], isPart: isCut }
}

/** What parts the cells of a text: it stands as often in its first lines. */
function separatorOf(text: string): string | undefined {
  const lines = text
    .slice(0, 20_000)
    .split('\n', LOOKED_AT)
    .filter(line => line.trim() !== '')
  return SEPARATORS.find(separator => {
    const [first = 0, ...others] = lines.map(line => line.split(separator).length - 1)
    return first > 0 && others.length > 0 && others.filter(count => count === first).length >= others.length * 0.6
  })
}

/** Undefined where the text is no table: its lines are read as they are. */
function rowsOf(text: string, separator: string): { number: number; cells: string[] }[] | undefined {
  try {
    return [...new RowSplitter(separator, ROW).take(text, true)].map(({ line, cells }: CsvRow) => ({
      number: line,
      cells: cells.map(cell => cell.trim()),
    }))
  } catch {
    return undefined
  }
}
