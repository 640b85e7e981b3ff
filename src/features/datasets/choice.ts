import type { ReturnStatus } from '../returns/index.ts'
import type { SetCode } from '../questionnaires/index.ts'

/** What of a round is taken out, and how. A list that is null is all of it. */
export type Choice = {
  /** Names of data sets. */
  sheets: readonly string[] | null
  sets: readonly SetCode[] | null
  /** Keys of sections: they narrow what is about single questions. */
  sections: readonly string[] | null
  states: readonly ReturnStatus[] | null
  people: People
  /** Whether the wide set has a column of labels beside each of codes. */
  labels: boolean
}
export type People = 'named' | 'pseudonymised'

export const EVERYTHING: Choice = { sheets: null, sets: null, sections: null, states: null, people: 'named', labels: false }

/** The data sets that can be chosen, in the order in which people look for them, with their titles. What explains them always comes along. */
export const SHEETS = {
  returns_statement: 'Returns statement',
  establishments: 'Establishments',
  rates: 'Rates',
  responses_long: 'Responses long',
  responses_wide: 'Responses wide',
  tables: 'Tables',
  actions: 'Actions',
  evidence: 'Evidence',
  extensions: 'Extensions',
  chases: 'Chases',
  dip_sample: 'Dip sample',
  sample_frame: 'Sample frame',
  verdicts: 'Verdicts',
  double_reviews: 'Double reviews',
  agreement: 'Agreement',
  self_ratings: 'Self-ratings',
  findings: 'Findings',
  themes: 'Themes',
  coded_comments: 'Coded comments',
  rubrics: 'Rubrics',
  said_did: 'The audit said',
  said_did_answers: 'We did',
  partnership_actions: 'Partnership actions',
  action_leads: 'Action leads',
  action_progress: 'Action progress',
  plans: 'Plans',
  plan_parts: 'Plan parts',
  plan_actions: 'Plan actions',
  plan_measures: 'Plan measures',
  plan_measure_values: 'Plan measure values',
  standard_sets: 'Standard sets',
  standard_exercises: 'Standard exercises',
  standards: 'Standards',
  standard_ratings: 'Standard ratings',
} as const
export type SheetName = keyof typeof SHEETS
export const SHEET_NAMES = Object.keys(SHEETS) as SheetName[]
export const isChosen = ({ sheets }: Pick<Choice, 'sheets'>, name: string): boolean => sheets === null || sheets.includes(name)
