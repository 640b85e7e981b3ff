import { DISPOSITIONS, type Disposition } from '../returns/index.ts'
import { boardChecks, type BoardTally } from './boardChecks.ts'
import type { BoardCounted } from './boardCountStore.ts'
import type { Counted } from './countStore.ts'

/** What was written into the data sets. */
export type Tally = BoardTally & {
  dispositions: Partial<Record<Disposition, number>>
  asked: number
  answers: number
  actions: number
  /** Kept by returns whose later answers closed the question: not in the data sets. */
  answersSetAside: number
  actionsSetAside: number
  /** Pairs of verdicts of which agreement was worked out, and self-ratings that were reviewed. */
  pairs: number
  selfRated: number
}

/** One thing counted twice: in what was written, and on its own in the database. */
export type Check = { what: string; written: number; counted: number; note: string }

/** What was written will not be handed out: it contradicts the database. This is a fault of the program, never of the figures. */
export class DataDoNotAddUp extends Error {
  override name = 'DataDoNotAddUp'
}

type Written = {
  tally: Tally
  /** How many were written, by the names of the data sets. */
  rows: Readonly<Record<string, number>>
  counted: Counted
  board: BoardCounted
  /** Where the chosen returns ended; of the whole round, the lines of its statement. */
  ended: Partial<Record<Disposition, number>>
  /** Whether a data set is in the file: nothing is said of one that is not. */
  isWritten: (name: string) => boolean
}

/**
 * Counts that must agree, for whoever reads the file.
 *
 * @throws DataDoNotAddUp naming all that do not
 */
export function reconcile({ tally, rows, counted, board, ended, isWritten }: Written): Check[] {
  const all: [set: string, Check][] = [
    ['establishments', check('Establishments in the export', rows['establishments'], counted.returns, 'Rows of Establishments')],
    [
      'responses_wide',
      check('Establishments that were issued the audit', rows['responses_wide'], counted.issued, 'Rows of Responses wide'),
    ],
    ...(Object.keys(DISPOSITIONS) as Disposition[]).map((key): [string, Check] => [
      'establishments',
      check(`Returns: ${key}`, tally.dispositions[key], ended[key] ?? 0, 'Rows of Establishments with this disposition'),
    ]),
    ['responses_long', check('Questions asked', rows['responses_long'], tally.asked, 'Rows of Responses long')],
    ['responses_long', check('Answers given', tally.answers, counted.answers, aside(tally.answersSetAside))],
    ['actions', check('Actions', (rows['actions'] ?? 0) + tally.actionsSetAside, counted.actions, aside(tally.actionsSetAside))],
    [
      'evidence',
      check('Files of evidence', rows['evidence'], counted.evidence, 'Rows of Evidence; the sum of Establishments, column evidence_files'),
    ],
    [
      'extensions',
      check('Extensions', rows['extensions'], counted.extensions, 'Rows of Extensions; the sum of Establishments, column extensions'),
    ],
    ['chases', check('Chases', rows['chases'], counted.chases, 'Rows of Chases')],
    ['dip_sample', check('Drawn for dip samples', rows['dip_sample'], counted.members, 'Rows of Dip sample')],
    ['sample_frame', check('Could be drawn for dip samples', rows['sample_frame'], counted.framed, 'Rows of Sample frame')],
    ['verdicts', check('Verdicts', rows['verdicts'], counted.verdicts, 'Rows of Verdicts')],
    ['double_reviews', check('Questions that two reviewed', rows['double_reviews'], counted.pairs, 'Rows of Double reviews')],
    [
      'agreement',
      check(
        'Pairs of verdicts',
        tally.pairs,
        counted.blindPairs,
        'The sum of Agreement, column pairs, of the rows that are about a question',
      ),
    ],
    [
      'self_ratings',
      check(
        'Self-ratings that were reviewed',
        tally.selfRated,
        counted.selfRated,
        'The sum of Self-ratings, columns judged, cannot_tell and no_evidence',
      ),
    ],
    ['findings', check('Findings', rows['findings'], counted.findings, 'Rows of Findings')],
    ['themes', check('Themes in comments', rows['themes'], counted.themes, 'Rows of Themes')],
    ['coded_comments', check('Comments in themes', rows['coded_comments'], counted.codedComments, 'Rows of Coded comments')],
    ...boardChecks(tally, rows, board),
  ]
  const checks = all.flatMap(([set, found]) => (isWritten(set) ? [found] : []))
  const wrong = checks.filter(({ written, counted: found }) => written !== found)
  if (wrong.length > 0)
    throw new DataDoNotAddUp(wrong.map(({ what, written, counted: found }) => `${what}: ${written} written, ${found} counted`).join('; '))
  return checks
}

const check = (what: string, written: number | undefined, counted: number, note: string): Check => ({
  what,
  written: written ?? 0,
  counted,
  note,
})

const aside = (count: number): string =>
  count === 0
    ? 'All of them in Responses long'
    : `${count} of them are to questions that are not asked any more because of a later answer: they are kept, and not in the sheets`
