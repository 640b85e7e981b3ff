import type { Disposition } from '../returns/index.ts'
import type { Counted } from './countStore.ts'

/** What was written into the sheets. */
export type Tally = {
  dispositions: Partial<Record<Disposition, number>>
  asked: number
  answers: number
  actions: number
  /** Kept by returns whose later answers closed the question: not in the sheets. */
  answersSetAside: number
  actionsSetAside: number
  /** Rows by sheet. */
  rows: Record<string, number>
}

/** One thing counted twice: in the sheets, and on its own in the database. */
export type Check = { what: string; inWorkbook: number; counted: number; note: string }

/** The workbook will not be handed out: its sheets contradict the database. This is a fault of the program, never of the figures. */
export class WorkbookDoesNotAddUp extends Error {
  override name = 'WorkbookDoesNotAddUp'
}

/**
 * Counts that must agree, for the first page of the workbook.
 *
 * @param statement the returns statement's lines
 * @throws WorkbookDoesNotAddUp naming all that do not
 */
export function reconcile(tally: Tally, counted: Counted, statement: Record<Disposition, number>): Check[] {
  const { rows } = tally
  const checks: Check[] = [
    check('Establishments in the round', rows['Establishments'], counted.returns, 'Rows of Establishments'),
    check(
      'Establishments that were issued the audit',
      rows['Responses wide'],
      counted.issued,
      'Rows of Responses wide; the sum of the Returns statement',
    ),
    ...(Object.keys(statement) as Disposition[]).map(key =>
      check(
        `Returns: ${key}`,
        tally.dispositions[key],
        statement[key],
        'Rows of Establishments with this disposition; the line of the Returns statement',
      ),
    ),
    check('Questions asked', rows['Responses long'], tally.asked, 'Rows of Responses long; the sum of Establishments, column asked'),
    check('Answers given', tally.answers, counted.answers, aside(tally.answersSetAside)),
    check('Actions', (rows['Actions'] ?? 0) + tally.actionsSetAside, counted.actions, aside(tally.actionsSetAside)),
    check('Files of evidence', rows['Evidence'], counted.evidence, 'Rows of Evidence; the sum of Establishments, column evidence_files'),
    check('Extensions', rows['Extensions'], counted.extensions, 'Rows of Extensions; the sum of Establishments, column extensions'),
    check('Chases', rows['Chases'], counted.chases, 'Rows of Chases'),
    check('Drawn for dip samples', rows['Dip sample'], counted.members, 'Rows of Dip sample'),
    check('Verdicts', rows['Verdicts'], counted.verdicts, 'Rows of Verdicts'),
    check('Findings', rows['Findings'], counted.findings, 'Rows of Findings'),
  ]
  const wrong = checks.filter(({ inWorkbook, counted: found }) => inWorkbook !== found)
  if (wrong.length > 0)
    throw new WorkbookDoesNotAddUp(
      wrong.map(({ what, inWorkbook, counted: found }) => `${what}: ${inWorkbook} written, ${found} counted`).join('; '),
    )
  return checks
}

const check = (what: string, inWorkbook: number | undefined, counted: number, note: string): Check => ({
  what,
  inWorkbook: inWorkbook ?? 0,
  counted,
  note,
})

const aside = (count: number): string =>
  count === 0
    ? 'All of them in Responses long'
    : `${count} of them are to questions that are not asked any more because of a later answer: they are kept, and not in the sheets`
