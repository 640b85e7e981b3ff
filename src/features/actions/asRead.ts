import { PROMISE_WORDS, promiseOf } from './action.ts'
import { LEAD_KIND_WORDS } from './leads.ts'
import { TIMESCALE_KIND_WORDS } from './timescale.ts'
import { wordNotes } from './wordNotes.ts'

/** What was read of the words of an action, and what to say of it: for whoever lists actions with all that is known of them. */
export const asRead = { PROMISE_WORDS, promiseOf, LEAD_KIND_WORDS, TIMESCALE_KIND_WORDS, wordNotes }
