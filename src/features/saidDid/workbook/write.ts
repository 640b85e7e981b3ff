import type { Id } from '../../../platform/id.ts'
import { sayTimescale, STATE_WORDS } from '../../actions/index.ts'
import { aboutLines, aboutSheet, type Keeper, type WrittenSheet } from '../../sheetImports/index.ts'
import type { Answer, Placement } from '../answer.ts'
import type { Theme } from '../theme.ts'
import { COLUMNS, HEADINGS, type Column } from './columns.ts'

/** All that staff wrote of what the audit said of a round, and the findings that a theme can rest on. */
export type Written = {
  themes: readonly Theme[]
  placements: readonly Placement[]
  answers: readonly Answer[]
  findings: readonly { id: Id<'finding'>; statement: string }[]
}

/** Finds the addresses of sites that a text holds. */
type AddressesIn = (text: string) => string[]

const WIDE = new Set<Column>(['statement', 'findings', 'what'])

/** The themes of a round with their answers as the sheets of a workbook that can be imported again without a difference. */
export const saidDidSheets = (
  written: Written,
  { madeFrom, keeper, addressesIn }: { madeFrom: string; keeper: Keeper; addressesIn: AddressesIn },
): WrittenSheet[] => [
  {
    name: 'answers',
    title: 'Themes and answers',
    headings: COLUMNS.map(column => ({ text: HEADINGS[column], wide: WIDE.has(column) })),
    rows: answerLines(written, addressesIn),
  },
  aboutSheet(aboutLines(madeFrom, keeper)),
]

/** A row for each answer of a theme, and one for a theme that has none. What the audit said stands in the first row of its theme. */
const answerLines = ({ themes, placements, answers, findings }: Written, addressesIn: AddressesIn): string[][] => {
  const placedUnder = Map.groupBy(placements, ({ themeId }) => themeId)
  const byId = new Map(answers.map(answer => [answer.action.id, answer]))
  return themes.flatMap(theme => {
    const placed = (placedUnder.get(theme.id) ?? []).flatMap(({ actionId }) => byId.get(actionId) ?? [])
    const rows: Partial<Record<Column, string>>[] = placed.map(answer => ({
      ...answerLine(theme, answer),
      address: addressesIn(answer.action.what).join('\n'),
    }))
    const whole = {
      statement: theme.statement,
      heard: theme.heard,
      findings: findings
        .filter(({ id }) => theme.findingIds.includes(id))
        .map(({ statement }) => oneLine(statement))
        .join('\n'),
    }
    return (rows.length === 0 ? [{ theme: theme.title, reference: `T${theme.id}` }] : rows).map((row, at) => {
      const all = at === 0 ? { ...whole, ...row } : row
      return COLUMNS.map(column => all[column] ?? '')
    })
  })
}

const answerLine = (theme: Theme, { action, namesPublic }: Answer): Partial<Record<Column, string>> => ({
  theme: theme.title,
  what: action.what,
  lead: action.lead,
  timescale: action.timescale,
  readAs: sayTimescale(action),
  state: STATE_WORDS[action.state].words,
  droppedReason: action.droppedReason,
  names: namesPublic ? 'Yes' : 'No',
  reference: `T${theme.id}-A${action.id}`,
})

/** A statement as one line, as it is compared. */
export const oneLine = (statement: string): string => statement.trim().replace(/\s+/g, ' ')

/** Words as they are compared: on one line, and great or small letters alike. */
export const wordsOf = (text: string): string => oneLine(text).toLowerCase()
