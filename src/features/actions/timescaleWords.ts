const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

export const RHYTHM = words(
  'weekly fortnightly monthly bimonthly quarterly termly annually annual yearly biannually biannual every each regularly twice',
)
/** It has no end. */
export const GOES_ON = words('ongoing continuous continuously continuing continues onwards onward beyond thereafter')
/** What stands for an end that no calendar knows: "June 2018 – present". */
export const OPEN_END = words('present date now current tbc tba ?')
export const BREAKS_OFF = words('by from until till before to of end in the since')
export const RANGE = words('to - until till')
/** Words that may stand between a date and the word that says what it is of. */
export const FILLERS = words('in of on at the end early late mid middle start beginning around about approximately than , . : - (')

const BEGINS = words('from since after start starts starting started begin begins beginning begun commence commences commencing commenced')
const BEGINS_BEHIND = words('start starts starting begin begins beginning commence commences commencing')
const ENDS = words('by until till to')
const WITHIN = words('throughout during within')

/** What the words beside a date make of it: it begins or ends there, the day before is the last, it lasts so long; or it is then. */
export type Sense = 'begins' | 'ends' | 'before' | 'within' | 'then'

/** Reads the words before a date, and the one behind it: "starting in September 2018", "not before April 2019". */
export function senseOf(tokens: readonly string[], { at, end }: { at: number; end: number }): Sense {
  let back = at - 1
  let begins = false
  while (FILLERS.has(tokens[back] ?? '') || BEGINS.has(tokens[back] ?? '')) {
    begins ||= BEGINS.has(tokens[back] ?? '')
    back -= 1
  }
  const word = tokens[back] ?? ''
  if (word === 'before' || word === 'earlier') return tokens[back - 1] === 'not' || tokens[back - 1] === 'no' ? 'begins' : 'before'
  // "By the beginning of March 2019" is an end; "to start in March 2019" is none.
  if (ENDS.has(word) && !(begins && word === 'to')) return 'ends'
  if (begins || BEGINS_BEHIND.has(tokens[tokens[end] === '(' ? end + 1 : end] ?? '')) return 'begins'
  return WITHIN.has(word) ? 'within' : 'then'
}
