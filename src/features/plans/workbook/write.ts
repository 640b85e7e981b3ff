import { STATE_WORDS } from '../../actions/index.ts'
import type { DocumentAction, DocumentPart, PlanDocument } from '../document.ts'
import { MEASURE_WORDS } from '../measure.ts'
import { PLAN_HEAD } from './head.ts'
import { COLUMNS, MEASURE_COLUMNS, PART_COLUMNS, type MeasureColumn, type PlanColumn } from './columns.ts'

type Row<Column extends string> = Partial<Record<Column, string>>

/**
 * A plan as the rows of its workbook: one for each action, and one for each part that has none. What a priority says of itself stands in
 * its first row; its code and its title stand in each, so that the rows can be sorted and filtered.
 */
export function planLines(document: PlanDocument): string[][] {
  return document.parts.flatMap(part => linesOf(part)).map(row => COLUMNS.map(column => row[column] ?? ''))
}

function linesOf(part: DocumentPart): Row<PlanColumn>[] {
  const whole = Object.fromEntries(Object.entries(PART_COLUMNS).map(([column, field]) => [column, part[field]])) as Row<PlanColumn>
  const short = { code: part.code, title: part.title }
  const rows = [
    ...part.actions.map(action => actionLine(action, `P${part.id}`)),
    ...part.parts.flatMap(objective => {
      const reference = `P${part.id}-O${objective.id}`
      const actions = objective.actions.map(action => actionLine(action, reference))
      return (actions.length === 0 ? [{ reference }] : actions).map(row => ({ ...row, objective: objective.title }))
    }),
  ]
  const all = rows.length === 0 ? [{ reference: `P${part.id}` }] : rows
  return all.map((row, at) => ({ ...(at === 0 ? whole : short), ...row }))
}

const actionLine = (action: DocumentAction, under: string): Row<PlanColumn> => ({
  what: action.what,
  timescale: action.timescale,
  lead: action.lead,
  outcomeMeasure: action.outcomeMeasure,
  remark: action.remark,
  state: STATE_WORDS[action.state].words,
  droppedReason: action.droppedReason,
  linked: action.linked ? 'Yes' : '',
  reference: `${under}-A${action.id}`,
})

/** The measures of a plan: a row for each value, and one for each measure that has none. */
export function measureLines(document: PlanDocument): string[][] {
  const under = (part: DocumentPart, reference: string, place: Row<MeasureColumn>): Row<MeasureColumn>[] =>
    part.measures.flatMap(({ id, kind, words, values }) =>
      (values.length === 0 ? [{}] : values).map(value => ({
        ...place,
        kind: MEASURE_WORDS[kind],
        words,
        ...value,
        reference: `${reference}-M${id}`,
      })),
    )
  const rows = document.parts.flatMap(part => {
    const place = { code: part.code, title: part.title }
    return [
      ...under(part, `P${part.id}`, place),
      ...part.parts.flatMap(one => under(one, `P${part.id}-O${one.id}`, { ...place, objective: one.title })),
    ]
  })
  return rows.map(row => MEASURE_COLUMNS.map(column => row[column] ?? ''))
}

/** What stands at the head of a plan, a line each. */
export const headLines = (document: PlanDocument): string[][] => PLAN_HEAD.map(({ field, label }) => [label, document[field]])
