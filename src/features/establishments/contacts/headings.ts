import type { ContactRole } from '../../history/index.ts'
import { plainCell } from './cells.ts'
import { foldedWords, rolesOf } from './roles.ts'

/** What a column says of a person. */
export const FIELDS_OF_PERSON = ['role', 'name', 'first', 'last', 'email', 'phone', 'fromOn', 'toOn'] as const
export type PersonField = (typeof FIELDS_OF_PERSON)[number]

/** What a column is: the establishment's number, its name, something of the person of a row, or of one of several people. */
export type ColumnMeaning =
  | { of: 'establishment' | 'school' | 'unused' }
  | { of: 'person'; field: PersonField }
  | { of: 'people'; roles: readonly ContactRole[]; nth: string; field: PersonField }

/** What a partnership has said that a heading means, by the heading as `foldedWords` has it: see `meaningOf`. */
export type KnownHeadings = ReadonlyMap<string, string>

/** One person of a row: which roles (null where a column says it) and where what is said of them stands. */
export type PersonColumns = { roles: readonly ContactRole[] | null; at: Partial<Record<PersonField, number>> }

/** Where everything stands in a table. `unknown` are headings that nobody has explained. */
export type Layout = {
  establishment: number | undefined
  people: PersonColumns[]
  unknown: { at: number; heading: string }[]
  missing: string[]
}

const ESTABLISHMENT =
  'urn|urn number|school urn|establishment urn|unique reference number|urn or dfe number|identifier|dfe number|dfe no|dfe code|dfe|laestab|ofsted number|ofsted urn|number|establishment'.split(
    '|',
  )
const SCHOOL =
  'school|school name|name of school|establishment name|name of establishment|setting|setting name|academy|provider|organisation|organisation name'.split(
    '|',
  )
const UNUSED =
  'notes|note|comments|comment|postcode|town|address|phase|type|school type|la|local authority|authority|area|trust|mat|trust name|status|no|id|timestamp|why it was left out'.split(
    '|',
  )

const FIELDS: readonly (readonly [PersonField, readonly string[]])[] = [
  ['email', 'email address|e mail address|email addresses|work email|work email address|email|e mail|emails|mail'.split('|')],
  [
    'phone',
    'telephone number|telephone no|phone number|phone no|contact number|contact no|mobile number|mobile no|telephone|phone|mobile|tel no|tel'.split(
      '|',
    ),
  ],
  ['first', 'first name|forename|given name|firstname'.split('|')],
  ['last', 'last name|surname|family name|lastname'.split('|')],
  ['name', 'full name|contact name|name|contact|name of contact|named person'.split('|')],
  ['fromOn', 'from|start|start date|from date|date from|in post since|since|date started|started'.split('|')],
  ['toOn', 'to|end|end date|to date|date to|until|leaving date|left'.split('|')],
  ['role', 'role|job title|position|title of role|role title|post|job role|contact role|role in school'.split('|')],
]
const FIELD_OF = new Map(FIELDS.flatMap(([field, headings]) => headings.map(heading => [heading, field] as const)))

/** How a meaning is kept: "establishment", "email", "dsl.email". */
export function meaningOf(kept: string): ColumnMeaning {
  const [first = '', second] = kept.split('.')
  if (first === 'establishment' || first === 'school' || first === 'unused') return { of: first }
  if (second === undefined) return { of: 'person', field: first as PersonField }
  return { of: 'people', roles: [first as ContactRole], nth: '', field: second as PersonField }
}

/** "From (dd/mm/yyyy)" means "From". */
function withoutRemark(heading: string): string {
  const text = plainCell(heading).slice(0, 200)
  return text.endsWith(')') && text.includes('(') ? text.slice(0, text.lastIndexOf('(')) : text
}

/** What a heading means, undefined for one that nobody has explained. */
export function headingMeans(heading: string, known: KnownHeadings): ColumnMeaning | undefined {
  const words = foldedWords(withoutRemark(heading)) || foldedWords(heading)
  const said = known.get(foldedWords(heading)) ?? known.get(words)
  if (said !== undefined) return meaningOf(said)
  if (ESTABLISHMENT.includes(words)) return { of: 'establishment' }
  if (SCHOOL.includes(words)) return { of: 'school' }
  if (UNUSED.includes(words)) return { of: 'unused' }
  const field = FIELD_OF.get(words)
  if (field) return { of: 'person', field }
  return ofPeople(foldedWords(heading))
}

/** "DSL email", "Name of headteacher", "Deputy DSL 2". */
function ofPeople(words: string): ColumnMeaning | undefined {
  for (const between of [' of ', ' for ']) {
    const [field, ...rest] = words.split(between)
    const turned = FIELD_OF.get(field ?? '')
    if (turned && rest.length > 0) return people(rest.join(between).replace(/^the /, ''), turned)
  }
  for (const [field, endings] of FIELDS)
    for (const ending of endings)
      if (field !== 'role' && words.endsWith(` ${ending}`)) {
        const found = people(words.slice(0, -ending.length), field)
        if (found) return found
      }
  return people(words, 'name')
}

function people(words: string, field: PersonField): ColumnMeaning | undefined {
  const roles = rolesOf(words, new Map())
  if (!roles || roles.includes('other')) return undefined
  return { of: 'people', roles, nth: /\b\d{1,2}\b/.exec(words)?.[0] ?? '', field }
}

/** Where everything stands, by the row that names the columns. */
export function layoutOf(headings: readonly string[], known: KnownHeadings): Layout {
  const meanings = headings.map(heading => (plainCell(heading) === '' ? { of: 'unused' as const } : headingMeans(heading, known)))
  const first = (of: 'establishment' | 'school') => {
    const at = meanings.findIndex(meaning => meaning?.of === of)
    return at < 0 ? undefined : at
  }
  const one: PersonColumns = { roles: null, at: {} }
  for (const [at, meaning] of meanings.entries()) if (meaning?.of === 'person') one.at[meaning.field] ??= at
  const several = severalPeople(meanings)
  const isNamed = ({ at }: PersonColumns) => at.name !== undefined || at.first !== undefined || at.last !== undefined
  const hasRoleColumn = one.at.role !== undefined
  const people = hasRoleColumn ? [one] : several.filter(isNamed)
  const establishment = numberColumn(headings, meanings) ?? first('school')
  const missing = [
    ...(establishment === undefined ? ['URN'] : []),
    ...(people.length === 0 ? ['Role'] : []),
    ...(people.some(isNamed) || (people.length === 0 && isNamed(one)) ? [] : ['Name']),
    ...(people.length > 0 && people.every(({ at }) => at.email === undefined) ? ['Email'] : []),
  ]
  const unknown = headings.flatMap((heading, at) => (meanings[at] === undefined ? [{ at, heading: plainCell(heading).slice(0, 100) }] : []))
  return { establishment, people, unknown, missing }
}

/** Of several columns that could hold the number, the one whose heading says so most plainly. */
function numberColumn(headings: readonly string[], meanings: readonly (ColumnMeaning | undefined)[]): number | undefined {
  const rank = (heading: string) => {
    const at = ESTABLISHMENT.indexOf(foldedWords(heading))
    return at < 0 ? ESTABLISHMENT.length : at
  }
  return meanings
    .flatMap((meaning, at) => (meaning?.of === 'establishment' ? [at] : []))
    .toSorted((a, b) => rank(headings[a] ?? '') - rank(headings[b] ?? '') || a - b)[0]
}

function severalPeople(meanings: readonly (ColumnMeaning | undefined)[]): PersonColumns[] {
  const people: (PersonColumns & { key: string })[] = []
  for (const [at, meaning] of meanings.entries()) {
    if (meaning?.of !== 'people') continue
    const key = `${[...meaning.roles].sort().join('+')} ${meaning.nth}`
    const there = people.findLast(person => person.key === key)
    if (there && there.at[meaning.field] === undefined) there.at[meaning.field] = at
    else people.push({ key, roles: meaning.roles, at: { [meaning.field]: at } })
  }
  return people.map(({ roles, at }) => ({ roles, at }))
}

const MOST_ABOVE = 30

/**
 * Which row names the columns: titles and instructions may stand above it.
 *
 * @returns its place and layout, and how much of it is understood; the first row with two cells where nothing is
 */
export function findHeadings(
  rows: readonly { cells: readonly string[] }[],
  known: KnownHeadings,
): { at: number; layout: Layout; understood: number } {
  let best = { at: 0, layout: layoutOf(rows[0]?.cells ?? [], known), understood: -1 }
  for (const [at, { cells }] of rows.slice(0, MOST_ABOVE).entries()) {
    const layout = layoutOf(cells, known)
    const filled = cells.filter(cell => plainCell(cell) !== '').length
    const understood =
      filled < 2 ? 0 : filled - layout.unknown.length - layout.missing.length * 2 + (layout.establishment === undefined ? 0 : 2)
    if (understood > best.understood) best = { at, layout, understood }
  }
  return best
}
