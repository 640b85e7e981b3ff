import { isElsewhere } from './leads.ts'
import { momentsIn } from './moments.ts'
import { tokensOf } from './timescale.ts'

/** What somebody should look at in an outcome measure or a lead; the words stay as they are. */
export function wordNotes(written: string): string[] {
  return [
    ...(isElsewhere(written) ? ['It points to another place'] : []),
    ...(momentsIn(tokensOf(written)).flags.includes('looks_like_year') ? ['It holds what looks like a year with a slip in it'] : []),
  ]
}
