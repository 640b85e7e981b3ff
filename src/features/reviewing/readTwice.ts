import { type AskedQuestion } from '../counting/index.ts'
import { type Direction, DIRECTIONS, sayVerdict, type Verdict, VERDICTS } from '../verdicts/index.ts'
import type { EvidenceArea } from '../questionnaires/index.ts'
import type { Cell } from './agreement.ts'

/** So often two reviewers found this and that of a question. */
export type SaidOfQuestion = {
  question: string
  verdict: Verdict
  direction: Direction | null
  otherVerdict: Verdict
  otherDirection: Direction | null
  n: number
}

/** What two said as cells of one table: verdicts that differ only in their direction differ. */
export const cellsOf = (said: readonly SaidOfQuestion[]): Cell[] =>
  said.map(({ verdict, direction, otherVerdict, otherDirection, n }) => ({
    one: sayVerdict({ verdict, direction }),
    other: sayVerdict({ verdict: otherVerdict, direction: otherDirection }),
    n,
  }))

/** Everything that a verdict can say, in the order of the verdicts: the rows and columns of a table of two reviewers. */
const SAYINGS = VERDICTS.flatMap(verdict => [null, ...DIRECTIONS].map(direction => sayVerdict({ verdict, direction })))

/** The two-way table of what was said: only of what one of them said at least once. */
export function twoWay(cells: readonly Cell[]): { sayings: string[]; counts: number[][] } {
  const sayings = SAYINGS.filter(saying => cells.some(({ one, other }) => one === saying || other === saying))
  const count = (one: string, other: string) =>
    cells.filter(cell => cell.one === one && cell.other === other).reduce((all, { n }) => all + n, 0)
  return { sayings, counts: sayings.map(one => sayings.map(other => count(one, other))) }
}

/** The parts of what was said that belong to each area; a question of two areas belongs to both. */
export const byArea = (
  said: readonly SaidOfQuestion[],
  areas: readonly EvidenceArea[],
  questions: ReadonlyMap<string, AskedQuestion>,
): { area: EvidenceArea; said: SaidOfQuestion[] }[] =>
  areas.map(area => ({ area, said: said.filter(({ question }) => questions.get(question)?.question.areas?.includes(area.key)) }))
