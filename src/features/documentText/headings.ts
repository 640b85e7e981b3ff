import type { Table } from './document.ts'

/** What the heading of a column says of what stands below it. */
export type HeadingKind = 'upn' | 'nhs' | 'birth' | 'childName' | 'name' | 'aboutChild' | 'aboutStaff'

/** The headings of a table: which row they are in, and what each says. */
type Headings = { row: number; kinds: (HeadingKind | undefined)[]; texts: string[] }

const LOOKED_AT = 15
const LONGEST = 60

const SAYS: readonly [HeadingKind, RegExp][] = [
  [
    'aboutStaff',
    /\b(?:staff|teacher|role|job|post|position|dbs|employee|governor|trustee|volunteer|trainer|course|training|trained|line manager|department|qualification)\b/,
  ],
  ['upn', /\bupns?\b|\bunique pupil/],
  ['nhs', /\bnhs\b/],
  ['birth', /\bdobs?\b|\bd o b\b|\bdates? of birth\b|\bbirth ?da(?:te|y)\b|^born(?: on)?$|^birth$/],
  [
    'childName',
    /^(?:full )?(?:names? of )?(?:the )?(?:pupil|child|student|learner|young person)(?: s|s)?(?: full)?(?: names?| surnames?| forenames?| first names?| last names?| initials)?$|^children$|^(?:legal|preferred) (?:surname|forename)$/,
  ],
  ['name', /^(?:(?:full|first|last|family|given|middle) )?names?$|^surnames?$|^forenames?$/],
  [
    'aboutChild',
    /^(?:nc )?(?:year|yr)(?: group)?$|^class$|^form$|^(?:reg|registration|tutor)(?: group| form)?$|\b(?:ehcp|fsm|cla|lac|pupil premium|sen status|send status|admission n(?:o|umber)|on roll|attendance)\b/,
  ],
]

/** What a heading says. */
function headingKind(text: string): HeadingKind | undefined {
  if (text.length > LONGEST) return undefined
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return plain === '' ? undefined : SAYS.find(([, pattern]) => pattern.test(plain))?.[0]
}

/** The row of headings of a table: the first that names what a list of children names. */
export function headingsOf(table: Table): Headings | undefined {
  for (const [row, { cells }] of table.rows.slice(0, LOOKED_AT).entries()) {
    const kinds = cells.map(headingKind)
    if (kinds.some(kind => kind !== undefined && kind !== 'aboutStaff')) return { row, kinds, texts: [...cells] }
  }
  return undefined
}

/** Whether the list is one of children: it says so, and is none of staff. */
export const isOfChildren = ({ kinds }: Pick<Headings, 'kinds'>): boolean =>
  !kinds.includes('aboutStaff') &&
  kinds.some(kind => kind === 'upn' || kind === 'nhs' || kind === 'birth' || kind === 'aboutChild' || kind === 'childName')

const NAME = /^\p{Lu}[\p{L}'’.-]*(?:,? \p{Lu}[\p{L}'’.-]*){0,3}$/u
/** Words that begin with a capital in lists which are none of people. */
const NO_NAMES = new Set(
  `yes no none all total n/a na tbc pupil pupils child children student students learner learners staff school policy training safety abuse harm online exploitation
  protection education attendance behaviour bullying neglect risk year class key stage reception nursery primary secondary autumn spring summer term monday tuesday wednesday
  thursday friday january february march april may june july august september october november december number average group complete completed attended green amber red`.split(
    /\s+/,
  ),
)

/** Whether a text looks like the name of somebody: one to four words with capitals. */
export function looksLikeName(text: string): boolean {
  const name = text.trim()
  return name.length >= 2 && name.length <= LONGEST && NAME.test(name) && !name.split(/,? /).some(word => NO_NAMES.has(word.toLowerCase()))
}
