import type { BoardCounted } from './boardCountStore.ts'

/** What was written of what each rating and each rubric says. */
export type BoardTally = { ownRubrics: number; givenRatings: number }

/** What each count is called, and where whoever reads the file finds it. */
const CHECKED: readonly { key: keyof BoardCounted; sheet: string; what: string; note: string }[] = [
  {
    key: 'ownRubrics',
    sheet: 'rubrics',
    what: 'Rubrics of the partnership',
    note: 'Rows of Rubrics in which the partnership’s own words hold',
  },
  { key: 'said_did', sheet: 'said_did', what: 'Themes', note: 'Rows of The audit said' },
  {
    key: 'said_did_answers',
    sheet: 'said_did_answers',
    what: 'Answers to themes',
    note: 'Rows of We did; the sum of The audit said, column answers',
  },
  { key: 'partnership_actions', sheet: 'partnership_actions', what: 'Actions of the partnership', note: 'Rows of Partnership actions' },
  { key: 'action_leads', sheet: 'action_leads', what: 'Leads of actions', note: 'Rows of Action leads' },
  { key: 'action_progress', sheet: 'action_progress', what: 'Notes of progress', note: 'Rows of Action progress' },
  { key: 'plans', sheet: 'plans', what: 'Plans', note: 'Rows of Plans' },
  { key: 'plan_parts', sheet: 'plan_parts', what: 'Parts of plans', note: 'Rows of Plan parts' },
  { key: 'plan_actions', sheet: 'plan_actions', what: 'Places of actions in plans', note: 'Rows of Plan actions' },
  { key: 'plan_measures', sheet: 'plan_measures', what: 'Measures of plans', note: 'Rows of Plan measures' },
  {
    key: 'plan_measure_values',
    sheet: 'plan_measure_values',
    what: 'Values of measures',
    note: 'Rows of Plan measure values; the sum of Plan measures, column values',
  },
  { key: 'standard_sets', sheet: 'standard_sets', what: 'Sets of standards', note: 'Rows of Standard sets' },
  { key: 'standard_exercises', sheet: 'standard_exercises', what: 'Exercises', note: 'Rows of Standard exercises' },
  {
    key: 'standards',
    sheet: 'standards',
    what: 'Standards that were rated',
    note: 'Rows of Standards; the sum of Standard exercises, column standards',
  },
  {
    key: 'standard_ratings',
    sheet: 'standard_ratings',
    what: 'Ratings that were asked for',
    note: 'Rows of Standard ratings; the sum of Standard exercises, column asked',
  },
  {
    key: 'givenRatings',
    sheet: 'standard_ratings',
    what: 'Ratings that were given',
    note: 'Rows of Standard ratings that are not missing',
  },
]

/** One count of the board in what was written and in the database, with the data set that it is about. */
export type BoardCheck = [sheet: string, check: { what: string; written: number; counted: number; note: string }]

export const boardChecks = (tally: BoardTally, rows: Readonly<Record<string, number>>, counted: BoardCounted): BoardCheck[] =>
  CHECKED.map(({ key, sheet, what, note }) => {
    const written = key === 'ownRubrics' || key === 'givenRatings' ? tally[key] : (rows[sheet] ?? 0)
    return [sheet, { what, written, counted: counted[key], note }]
  })
