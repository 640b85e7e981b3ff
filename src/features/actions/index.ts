export {
  ACTION_STATES,
  actionHref,
  actionStanding,
  nameOf,
  sayTimescale,
  STATE_WORDS,
  timescaleNotes,
  type Action,
  type ActionStanding,
  type ActionState,
  type ActionText,
  type Lead,
} from './action.ts'
export { asRead } from './asRead.ts'
export { held } from './heldActions.ts'
export { addActions, changeAction, createAction, noteProgress } from './actions.ts'
export { remindLeadsJob } from './jobs.ts'
export { whatActionLettersHoldNoMore } from './reminderActions.ts'
export { actionFields, NO_TEXT, typedAction } from './actionFields.ts'
export { leadsOf } from './leadStore.ts'
export type { Place, PlacesOf } from './pages/visible.ts'
export { conflictOf } from './pages/form.ts'
export { actionsTable } from './pages/list.ts'
export { progressOf, type Progress } from './progressStore.ts'
export { routes } from './routes.ts'
export { LONGEST_ACTION } from './longest.ts'
export { actionForm } from './schemas.ts'
export * as stating from './stating.ts'
export * as standingWords from './standingWords.ts'
export { actionsOf, findAction, type NewAction } from './store.ts'
export { readTimescale, type Timescale } from './timescale.ts'
