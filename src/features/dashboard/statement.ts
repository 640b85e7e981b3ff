import { DISPOSITIONS, DISPOSITION_WORDS, type Disposition } from '../returns/index.ts'

/** How many returns of a round ended where, and how many there are in all: counted on their own, so that the two can disagree. */
export type StatementCounts = { counts: Partial<Record<Disposition, number>>; issued: number; establishments: number }

export type StatementLine = { disposition: Disposition; words: string; count: number }
export type StatementGroup = { title: string; flag: 'completed' | 'not_expected' | 'outstanding'; lines: StatementLine[]; total: number }
export type Statement = { groups: StatementGroup[]; sum: number; issued: number; dispositions: Record<Disposition, number> }

/** The statement will not be shown: its numbers contradict each other. This is a fault of the program, never of the figures. */
export class StatementDoesNotAddUp extends Error {
  override name = 'StatementDoesNotAddUp'
}

const GROUPS: readonly { title: string; flag: StatementGroup['flag']; of: readonly Disposition[] }[] = [
  { title: 'Completed', flag: 'completed', of: ['completed_on_time', 'completed_in_extension', 'completed_late', 'completed_offline'] },
  { title: 'Not expected', flag: 'not_expected', of: ['closed', 'covered_by_another', 'not_applicable', 'declined'] },
  { title: 'Outstanding', flag: 'outstanding', of: ['outstanding_incomplete', 'outstanding_missing'] },
]

/**
 * The returns statement of a round: every establishment that was asked is counted exactly once.
 *
 * @throws StatementDoesNotAddUp when the lines do not sum to the returns issued, or the returns are not one per establishment
 */
export function drawUpStatement({ counts, issued, establishments }: StatementCounts): Statement {
  const unknown = Object.keys(counts).filter(key => !(DISPOSITIONS as readonly string[]).includes(key))
  const dispositions = Object.fromEntries(DISPOSITIONS.map(key => [key, counts[key] ?? 0])) as Record<Disposition, number>
  const sum = Object.values(dispositions).reduce((total, count) => total + count, 0)
  if (unknown.length > 0 || sum !== issued || issued !== establishments)
    throw new StatementDoesNotAddUp(
      `${sum} counted by disposition, ${issued} returns issued, ${establishments} establishments; unknown: ${unknown.join(', ') || 'none'}`,
    )
  const groups = GROUPS.map(({ title, flag, of }) => {
    const lines = of.map(disposition => ({ disposition, words: DISPOSITION_WORDS[disposition], count: dispositions[disposition] }))
    return { title, flag, lines, total: lines.reduce((total, line) => total + line.count, 0) }
  })
  return { groups, sum, issued, dispositions }
}
