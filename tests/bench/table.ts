import type { BenchLine } from './bench.ts'

/** A line of the table: the figure of one piece of work beside its goal, and when and from which commit it was measured. */
export type Row = {
  bench: string
  what: string
  value: string
  reference: string
  ratio: string
  goal: string
  met: string
  measured: string
}

const COLUMNS: readonly (readonly [keyof Row, string])[] = [
  ['bench', 'bench'],
  ['what', 'what'],
  ['value', 'value'],
  ['reference', 'reference'],
  ['ratio', 'ratio'],
  ['goal', 'goal'],
  ['met', 'met'],
  ['measured', 'measured'],
]

/** @param measured "2026-11-29, 1a2b3c4" */
export function rowOf({ name, value, unit, reference, ratio, n, detail }: BenchLine, measured: string): Row {
  const goal = typeof detail.goal === 'string' ? detail.goal : ''
  return {
    bench: name,
    what: whatOf(detail, n),
    value: `${say(value)} ${unit}`,
    reference: reference === null ? '' : say(reference),
    ratio: ratio === null ? '' : say(ratio),
    goal,
    met: metWords(goal, { value, ratio, ...detail }),
    measured,
  }
}

/** What tells the lines of one bench apart: the words and numbers that it says of itself, its goal aside. */
const whatOf = (detail: Record<string, unknown>, n: number): string =>
  [
    ...Object.entries(detail)
      .filter(([key, part]) => key !== 'goal' && (typeof part === 'string' || typeof part === 'number'))
      .map(([key, part]) => (typeof part === 'string' ? part : `${key} ${say(part as number)}`)),
    `n ${say(n)}`,
  ].join(', ')

const say = (number: number): string => number.toLocaleString('en-GB', { maximumFractionDigits: 2 })

const COMPARED = /\b([A-Za-z][A-Za-z0-9]*) (<=|>=|<|>) ([0-9.]+)/g

/**
 * Whether a goal is met, as far as it is written so that this can be told: each "NAME <= NUMBER" of it (or <, >, >=), where NAME is
 * `value`, `ratio` or a number of the line's detail, holds. '' where nothing is written so.
 */
export function metWords(goal: string, figures: Record<string, unknown>): 'yes' | 'NO' | '' {
  const held = [...goal.matchAll(COMPARED)].flatMap(([, name = '', sign = '', bound = '']) => {
    const figure = figures[name]
    return typeof figure === 'number' ? [holds(figure, sign, Number(bound))] : []
  })
  return held.length === 0 ? '' : held.every(Boolean) ? 'yes' : 'NO'
}

function holds(figure: number, sign: string, bound: number): boolean {
  if (sign === '<=') return figure <= bound
  if (sign === '<') return figure < bound
  return sign === '>' ? figure > bound : figure >= bound
}

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The table as it stands in a document, and on the screen. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [COLUMNS.map(([, title]) => title), ...rows.map(row => COLUMNS.map(([key]) => row[key].replaceAll('|', '/')))]
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map(row => (row[at] ?? '').length), 3))
  const [head = [], ...body] = cells.map(row => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)))
  return [lineOf(head), lineOf(widths.map(width => '-'.repeat(width))), ...body.map(lineOf)].join('\n')
}

/** The rows of a document that `tableOf` wrote. */
export const rowsIn = (document: string): Row[] =>
  document
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(2)
    .map(line => {
      const cells = line.slice(2, -2).split(' | ')
      return Object.fromEntries(COLUMNS.map(([key], at) => [key, (cells[at] ?? '').trim()])) as Row
    })

/**
 * The rows of before with those of the benches that were run now in the place of theirs, in the order of the benches. A bench may name
 * its lines: "open-section (plain)" is of `open-section`.
 *
 * @param returns where they were run for so many returns only: their rows for others stay
 */
export function replaced(before: readonly Row[], now: readonly Row[], order: readonly string[], returns: number | null = null): Row[] {
  const run = new Set(now.map(({ bench }) => bench))
  const isRun = ({ bench, what }: Row) => run.has(bench) && (returns === null || `${what}, `.includes(`returns ${say(returns)}, `))
  const placeOf = ({ bench }: Row) => order.indexOf(bench.split(' (')[0] ?? '')
  return [...before.filter(row => !isRun(row) && placeOf(row) >= 0), ...now].sort((one, other) => placeOf(one) - placeOf(other))
}
