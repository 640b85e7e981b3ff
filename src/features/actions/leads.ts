/** Who leads an action: somebody, whoever holds a post, some people together, a body; or it cannot be told. */
export const LEAD_KINDS = ['person', 'post', 'group', 'body', 'unknown'] as const
export type LeadKind = (typeof LEAD_KINDS)[number]

export const LEAD_KIND_WORDS: Record<LeadKind, string> = {
  person: 'A person',
  post: 'Whoever holds a post',
  group: 'A group of people',
  body: 'An organisation or an office',
  unknown: 'Cannot be told from the words',
}

/** One of those who lead, as it was read. */
export type ReadLead = {
  /** Its part of the words, as they stand. */
  written: string
  kind: LeadKind
  name: string
  organisation: string
  /** What stood in brackets beside it. */
  note: string
  toConfirm: boolean
}

const MOST = 20
/** More than the words for leads may have: of what is longer the beginning is read. */
const READ = 1000

/** Reads who leads from the words for it. The words stay as they are; nobody is read where there are none. */
export function readLeads(written: string): ReadLead[] {
  const lines = written
    .slice(0, READ)
    .split(/[;\n]/)
    .map(part => part.replace(/\s+/g, ' ').trim())
    .filter(part => part !== '')
  return lines.flatMap(line => partsOf(line).map(readOne)).slice(0, MOST)
}

/** "Lead and Board office" are two; "Head of Children and Families" and "Police and Crime Commissioner" are one. */
function partsOf(line: string): string[] {
  const slashed = outsideBrackets(line, ' / ')
  const anded = (slashed.length > 1 ? slashed : [line]).flatMap(part => {
    const parts = outsideBrackets(part, ' and ').flatMap(one => outsideBrackets(one, ' & '))
    return parts.length > 1 && parts.every(standsAlone) ? parts : [part]
  })
  return anded.flatMap(part => {
    const parts = outsideBrackets(part, ',').map(one => one.trim())
    return parts.length > 2 && parts.every(standsAlone) ? parts : [part]
  })
}

/** Parts a text at a word, but never within brackets. */
function outsideBrackets(text: string, at: string): string[] {
  const parts: string[] = []
  for (const piece of text.split(at)) {
    const open = parts.at(-1)
    if (open !== undefined && depth(open) > 0) parts[parts.length - 1] = `${open}${at}${piece}`
    else parts.push(piece)
  }
  return parts.map(part => part.trim()).filter(part => part !== '')
}

const depth = (text: string): number => text.split('(').length - text.split(')').length

/** Whether a part says by itself who is meant, so that "and" stands between two of them. */
function standsAlone(part: string): boolean {
  const { rest } = withoutBrackets(part)
  return !HALF_OF_ONE.has(rest.toLowerCase()) && !HALF_OF_ONE.has(firstWords(rest)) && kindOf(rest) !== 'unknown'
}

const firstWords = (text: string): string => text.toLowerCase().split(' ').slice(0, 2).join(' ')

/** Halves of names that hold an "and" themselves. */
const HALF_OF_ONE = new Set(['police', 'crime commissioner', 'families', 'social care', 'wellbeing board', 'learning service', 'health'])

function readOne(part: string): ReadLead {
  const { rest, inside } = withoutBrackets(part)
  const confirm = [...inside, ...rest.split(/[,-]/)].some(text => isToConfirm(text))
  const notes = inside.map(text => withoutConfirm(text)).filter(text => text !== '')
  const named = rest
    .split(',')
    .map(text => text.trim())
    .filter(text => text !== '' && !isToConfirm(text))
  const name = named[0] ?? part
  const kind = kindOf(name)
  const organisation = kind === 'person' ? named.slice(1).join(', ') || (notes.find(text => kindOf(text) === 'body') ?? '') : ''
  return {
    written: part,
    kind: isElsewhere(part) ? 'unknown' : kind,
    name: kind === 'person' || named.length < 2 ? name : named.join(', '),
    organisation,
    note: notes.filter(text => text !== organisation).join('; '),
    toConfirm: confirm,
  }
}

function withoutBrackets(text: string): { rest: string; inside: string[] } {
  const inside: string[] = []
  let rest = ''
  for (const [at, piece] of text.split('(').entries()) {
    const close = piece.indexOf(')')
    if (at === 0) rest += piece
    else {
      inside.push((close < 0 ? piece : piece.slice(0, close)).trim())
      rest += close < 0 ? '' : piece.slice(close + 1)
    }
  }
  return { rest: rest.replace(/\s+/g, ' ').trim(), inside }
}

const CONFIRM = ['tbc', 'tba', 'to be confirmed', 'to be agreed']
const isToConfirm = (text: string): boolean => CONFIRM.some(word => text.trim().toLowerCase().startsWith(word))

function withoutConfirm(text: string): string {
  const word = CONFIRM.find(known => text.trim().toLowerCase().startsWith(known))
  return (word === undefined ? text : text.trim().slice(word.length)).replace(/^[\s,:;–-]{1,9}/, '').trim()
}

/** "(See above)": whose name is meant cannot be told from here. */
export const isElsewhere = (text: string): boolean =>
  ['see above', 'as above', 'see below', 'ditto'].includes(text.replace(/[().]/g, '').trim().toLowerCase())

const GROUP = wordsOf(
  'all members everyone group groups forum committee panel team teams network taskforce subgroup partners agencies leads',
)
const POST = wordsOf(
  'head director manager officer lead chair chairs coordinator commissioner adviser advisor nurse doctor scrutineer superintendent inspector secretary principal headteacher deputy assistant chief executive consultant practitioner trainer analyst administrator',
)
const BODY = wordsOf(
  'council police office nhs trust service services authority partnership board ccg icb school schools constabulary commission agency charity hospital college university borough department directorate unit cafcass probation fire society care',
)

function wordsOf(list: string): Set<string> {
  return new Set(list.split(' '))
}

/** What the words for somebody name: a group before a post ("Heads’ group"), a post before a body ("Head of Service"). */
export function kindOf(text: string): LeadKind {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  const has = (known: Set<string>) => words.some(word => known.has(word))
  if (words.length === 0) return 'unknown'
  if (has(GROUP)) return 'group'
  if (has(POST)) return 'post'
  if (has(BODY)) return 'body'
  return isName(text) ? 'person' : 'unknown'
}

/** Two to four words, each with a capital: as names of people are written. */
function isName(text: string): boolean {
  const words = text.split(/\s+/)
  return words.length >= 2 && words.length <= 4 && words.every(word => /^\p{Lu}[\p{L}'’.-]{0,40}$/u.test(word))
}
