import { daysIn } from './days.ts'
import type { DocumentText, Table } from './document.ts'

/** Fewer letters than this are a title and a heading. */
const LETTERS = 120
/** So many cells below headings say something, however short. */
const CELLS = 4
/** So many lines are a list, however short they are. */
const LINES = 10
/** Labels that are followed by what they ask for: "Name: Jane Smith". */
const LABELLED = 4
/** A day is a fact of its own, but for that of a policy's title page. */
const A_FACT = 25
const OF_TITLE = /\b(?:approved|ratified|adopted|reviewed?|issued|version|updated|published|policy|agreed)\b/i

/** Whether a document holds almost nothing but its title, its headings, and labels that nobody wrote anything beside. */
export function isNearlyEmpty({ passages, tables }: DocumentText): boolean {
  const lines: string[] = []
  let length = 0
  for (const { text } of passages) {
    // More than enough of it was seen.
    if (length > 20_000) break
    length += text.length
    lines.push(...text.slice(0, 20_000).split('\n'))
  }
  let cells = 0
  for (const table of tables) {
    const said = saidIn(table)
    cells += said.cells
    lines.push(...said.lines)
    if (cells >= CELLS) return false
  }
  const said = lines.map(line => line.trim()).filter(line => !isLabel(line))
  const letters = said.reduce((sum, line) => sum + lettersIn(line), 0)
  if (letters >= LETTERS || said.filter(line => lettersIn(line) > 0).length >= LINES) return false
  if (said.filter(line => /^[^:]{2,40}:\s{0,10}\S/.test(line)).length >= LABELLED) return false
  return !(letters >= A_FACT && hasDayOfItsOwn(said))
}

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0

/** "Name:", "Date: ______": nothing stands beside it. */
const isLabel = (line: string): boolean => line.length < 200 && /:[\s_.…-]*$/.test(line)

function hasDayOfItsOwn(lines: readonly string[]): boolean {
  return lines.some(line =>
    daysIn(line.slice(0, 300)).some(({ from, to, at }) => from === to && !OF_TITLE.test(line.slice(Math.max(0, at - 40), at))),
  )
}

/** What is filled in below the headings of a table, and the texts that count as said. */
function saidIn({ rows }: Table): { cells: number; lines: string[] } {
  const filled = rows.map(({ cells }) => cells.filter(cell => cell.trim() !== ''))
  const widest = Math.max(0, ...rows.slice(0, 50).map(({ cells }) => cells.length))
  const isList = widest < 2
  const most = Math.max(0, ...filled.slice(0, 50).map(cells => cells.length))
  const head = filled.findIndex(cells => cells.length === most)
  // A single column is running text.
  if (isList) return { cells: 0, lines: filled.flat() }
  const below = filled.filter((cells, at) => at > head && cells.length > 1)
  const isFilled = below.length > 0
  return {
    cells: below.reduce((sum, cells) => sum + cells.length, 0),
    lines: filled.flatMap((cells, at) => (isFilled ? [cells.join(' : ')] : rows[at] && rows[at].cells.length < 2 ? cells : [])),
  }
}
