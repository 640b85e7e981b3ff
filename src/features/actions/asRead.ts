/** What was read of the words of an action, and what to say of it: for whoever lists actions with all that is known of them. */
export { PROMISE_WORDS, promiseOf } from './action.ts'
export { LEAD_KIND_WORDS } from './leads.ts'
export { TIMESCALE_KIND_WORDS } from './timescale.ts'
export { wordNotes } from './wordNotes.ts'
