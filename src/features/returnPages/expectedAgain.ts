import { sayCount } from '../../platform/say.ts'

/** How many are named; a longer list would hide the rest of the page. */
const NAMED = 5

/** What staff read when the return that covered others is expected no more: who is asked again. With a space before it. */
export function expectedAgain(names: readonly string[]): string {
  if (names.length === 0) return ''
  const more = names.length > NAMED ? ` and ${sayCount(names.length - NAMED, 'establishment')} more` : ''
  const [is, them] = names.length === 1 ? ['is', 'it'] : ['are', 'them']
  return ` ${names.slice(0, NAMED).join('; ')}${more} ${is} expected again, because this return covered ${them}. Send the audit link again.`
}
