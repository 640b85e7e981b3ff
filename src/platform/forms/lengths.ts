/**
 * The longest text that a field of each kind takes, in UTF-16 units: more than any of its readers accepts, so that what is too
 * long is always told at its field, and little enough that reading and drawing it costs nothing.
 */
export const LONGEST = {
  date: 20,
  time: 20,
  number: 40,
  /** Ids, keys, tokens, versions, codes and buttons: what a page carries along and nobody types. */
  key: 200,
  search: 300,
  address: 400,
  password: 1_000,
  /** Where to go after signing in. */
  path: 1_000,
  /** Ten times what the longest box of a question holds: who pastes a whole policy gets all of it back beside the error. */
  text: 100_000,
  /** Cells that are copied from a spreadsheet. */
  pasted: 900_000,
  /** A list of ids in one hidden field, as long as a form can be. */
  list: 2 * 1024 * 1024,
} as const

/** A name longer than this is of no field of ours. */
export const LONGEST_NAME = 200

type Kind = keyof typeof LONGEST

/** What the fields of our forms and lists are, by name. A name that is not here is that of a text, or its question says what it is. */
const KINDS: Record<string, Kind> = {
  day: 'date',
  month: 'date',
  year: 'date',
  time: 'time',
  email: 'address',
  who: 'address',
  phone: 'search',
  q: 'search',
  search: 'search',
  password: 'password',
  again: 'password',
  current: 'password',
  next: 'path',
  returns: 'list',
  establishments: 'list',
  pasted: 'pasted',
  page: 'number',
}

/** What is chosen and carried along, in lists and forms: it has a name among a few, or is an id. */
const CODES = new Set(
  `action after area base blank chosenSet code comments contact delivery digest direction disposition earlier files findings flag format group intent into kind la labels method mode namesPublic namesSeen notNames order
  outcome people phase place print question return role round section sections sent set sets sheets show sort source states status strata theme type unchanged version what which`.split(
    /\s+/,
  ),
)

/**
 * The text of a field as everybody gets to see it. One that is too long ends in "…" and is then still longer than its reader
 * accepts: nobody's answer is cut short and kept.
 */
export function capped(name: string, text: string, longest: number = LONGEST[kindOf(name)]): string {
  if (text.length <= longest) return text
  const whole = text.trim()
  return whole.length <= longest ? whole : `${whole.slice(0, longest - 1)}…`
}

function kindOf(name: string): Kind {
  if (name.startsWith('_') || CODES.has(name)) return 'key'
  const box = /-(?:day|month|year|time)$/.exec(name)
  return KINDS[box ? box[0].slice(1) : name] ?? 'text'
}

/** A text without any of these characters at its end. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
