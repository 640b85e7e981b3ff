import { columnNamed, folded } from '../../sheetImports/index.ts'
import type { PartText } from '../plan.ts'

/** The columns of a plan's workbook, in the order in which it is written. A workbook that is read may have them in any order. */
export const COLUMNS = [
  'code',
  'title',
  'statement',
  'outcomes',
  'partLead',
  'officer',
  'delivery',
  'objective',
  'what',
  'timescale',
  'lead',
  'outcomeMeasure',
  'remark',
  'state',
  'droppedReason',
  'linked',
  'reference',
] as const
export type PlanColumn = (typeof COLUMNS)[number]

export const COLUMN_HEADINGS: Record<PlanColumn, string> = {
  code: 'Code',
  title: 'Priority or aim',
  statement: 'Statement',
  outcomes: 'Outcomes wanted',
  partLead: 'Partnership lead',
  officer: 'Board officer',
  delivery: 'Key delivery mechanism',
  objective: 'Objective',
  what: 'Action',
  timescale: 'Timescale',
  lead: 'Lead',
  outcomeMeasure: 'Outcome measure',
  remark: 'Remark',
  state: 'State',
  droppedReason: 'Why dropped',
  linked: 'Of the linked plan',
  reference: 'Reference',
}

export const MEASURE_COLUMNS = ['code', 'title', 'objective', 'kind', 'words', 'dated', 'written', 'source', 'note', 'reference'] as const
export type MeasureColumn = (typeof MEASURE_COLUMNS)[number]

export const MEASURE_HEADINGS: Record<MeasureColumn, string> = {
  code: 'Code',
  title: 'Priority or aim',
  objective: 'Objective',
  kind: 'Kind of measure',
  words: 'Measure',
  dated: 'From',
  written: 'Value',
  source: 'Source',
  note: 'Note',
  reference: 'Reference',
}

/** Other words under which people keep the same columns. */
const ALSO: Readonly<Record<string, PlanColumn>> = {
  ref: 'code',
  priority: 'title',
  aim: 'title',
  priorities: 'title',
  aims: 'title',
  objectives: 'objective',
  'priority title': 'title',
  'priority statement': 'statement',
  outcome: 'outcomes',
  outcomes: 'outcomes',
  'outcomes sought': 'outcomes',
  'board officer lead': 'officer',
  'business office lead': 'officer',
  'delivery mechanism': 'delivery',
  'area for action': 'what',
  'areas for action': 'what',
  actions: 'what',
  'key action': 'what',
  'key actions': 'what',
  'action required': 'what',
  'actions required': 'what',
  activity: 'what',
  activities: 'what',
  task: 'what',
  tasks: 'what',
  'what will we do': 'what',
  'what we will do': 'what',
  'by when': 'timescale',
  when: 'timescale',
  timescales: 'timescale',
  timeframe: 'timescale',
  'time frame': 'timescale',
  'due date': 'timescale',
  'target date': 'timescale',
  deadline: 'timescale',
  'lead officer': 'lead',
  'action lead': 'lead',
  who: 'lead',
  'lead agency': 'lead',
  'led by': 'lead',
  responsible: 'lead',
  'who is responsible': 'lead',
  'person responsible': 'lead',
  owner: 'lead',
  'outcome measures': 'outcomeMeasure',
  'success measure': 'outcomeMeasure',
  'how will we know': 'outcomeMeasure',
  'measure of success': 'outcomeMeasure',
  'success measures': 'outcomeMeasure',
  'success criteria': 'outcomeMeasure',
  comments: 'remark',
  notes: 'remark',
  status: 'state',
}

/** Which column a heading names, if any. */
export const planColumn = (heading: string): PlanColumn | undefined => columnNamed(heading, COLUMN_HEADINGS, ALSO)

/**
 * The columns that a row of headings names. What stands beside the actions is of them: "Outcome" is their measure where nothing else is,
 * and of two leads the one before the actions leads the priority.
 */
export function planColumns(headings: readonly string[]): (PlanColumn | undefined)[] {
  const named = headings.map(planColumn)
  const action = named.indexOf('what')
  const measured = named.includes('outcomeMeasure')
  const twoLeads = !named.includes('partLead') && named.lastIndexOf('lead') > action
  return named.map((column, at) => {
    const isBare = ['outcome', 'outcomes'].includes(folded(headings[at] ?? ''))
    if (isBare && !measured && at > action) return 'outcomeMeasure'
    return column === 'lead' && twoLeads && at < action ? 'partLead' : column
  })
}

export const measureColumn = (heading: string): MeasureColumn | undefined => columnNamed(heading, MEASURE_HEADINGS, {})

/** Which box of a priority or an aim a column fills. */
export const PART_COLUMNS: Partial<Record<PlanColumn, keyof PartText>> = {
  code: 'code',
  title: 'title',
  statement: 'statement',
  outcomes: 'outcomes',
  partLead: 'lead',
  officer: 'officer',
  delivery: 'delivery',
}

/** What goes before a reference of another partnership, so that its numbers name nothing here. */
export const FOREIGN = '~'
