import type { DraftAction, DraftPart } from '../../src/features/plans/index.ts'

/** What is written of an action: what, timescale, lead, outcome measure; and how it stands. */
export type Row = readonly [what: string, timescale?: string, lead?: string, outcome?: string, state?: 'planned' | 'under_way' | 'done']

export const own = ([what, timescale = '', lead = '', outcomeMeasure = '', state = 'planned']: Row): DraftAction => ({
  linked: false,
  action: { what, timescale, lead, outcomeMeasure, remark: '', state },
})

export const blankPart = { code: '', title: '', statement: '', outcomes: '', lead: '', officer: '', delivery: '' }

export const objective = (title: string, ...rows: Row[]): DraftPart => ({
  ...blankPart,
  kind: 'objective',
  title,
  measures: [],
  parts: [],
  actions: rows.map(own),
})
