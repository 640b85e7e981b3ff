import { columnNamed, folded, type Table } from '../../sheetImports/index.ts'

/** The columns of the workbook of what the audit said, in the order in which it is written. */
export const COLUMNS = [
  'theme',
  'statement',
  'heard',
  'findings',
  'what',
  'lead',
  'timescale',
  'readAs',
  'state',
  'droppedReason',
  'names',
  'address',
  'reference',
] as const
export type Column = (typeof COLUMNS)[number]

export const HEADINGS: Record<Column, string> = {
  theme: 'Theme',
  statement: 'What the audit said',
  heard: 'Where it was heard',
  findings: 'Findings',
  what: 'Answer',
  lead: 'Who',
  timescale: 'When',
  readAs: 'Date as read',
  state: 'State',
  droppedReason: 'Why dropped',
  names: 'People may be named',
  address: 'Address of a site',
  reference: 'Reference',
}

/** Other words under which people keep the same columns. */
const ALSO: Readonly<Record<string, Column>> = {
  themes: 'theme',
  issue: 'theme',
  'audit theme': 'theme',
  'what you said': 'statement',
  'you said': 'statement',
  'the audit said': 'statement',
  'audit said': 'statement',
  statement: 'statement',
  heard: 'heard',
  'heard in': 'heard',
  source: 'heard',
  finding: 'findings',
  answers: 'what',
  'we did': 'what',
  'what we did': 'what',
  'what we will do': 'what',
  'we will': 'what',
  response: 'what',
  'our response': 'what',
  action: 'what',
  actions: 'what',
  'led by': 'lead',
  lead: 'lead',
  'lead agency': 'lead',
  'by when': 'timescale',
  timescale: 'timescale',
  date: 'timescale',
  deadline: 'timescale',
  'promise date': 'timescale',
  'promised for': 'timescale',
  status: 'state',
  progress: 'state',
  website: 'address',
  'web address': 'address',
  address: 'address',
  link: 'address',
}

const named = (heading: string): Column | undefined => columnNamed(heading, HEADINGS, ALSO)

/** Of a table without a column of themes, what the audit said is the theme. */
function columnsOf(cells: readonly string[]): (Column | undefined)[] {
  const columns = cells.map(named)
  return columns.includes('theme') ? columns : columns.map(column => (column === 'statement' ? 'theme' : column))
}

export const ANSWERS: Table<Column> = {
  of: 'such a list',
  headings: HEADINGS,
  name: named,
  columns: columnsOf,
  must: ['theme', 'what'],
  least: 2,
}

export const isYes = (text: string): boolean => folded(text) === 'yes'
export const isNo = (text: string): boolean => folded(text) === 'no'
