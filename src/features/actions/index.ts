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
export { addActions, changeAction, createAction, noteProgress, tellProgress } from './actions.ts'
export { remindLeadsJob } from './jobs.ts'
export { whatActionLettersHoldNoMore } from './reminderActions.ts'
export { actionFields, NO_TEXT, stateFields, typedAction, typedState } from './actionFields.ts'
export { leadsOf } from './leadStore.ts'
export type { Place, PlacesOf } from './pages/visible.ts'
export { conflictOf } from './pages/form.ts'
export { actionsTable } from './pages/list.ts'
export { progressOf, type Progress } from './progressStore.ts'
export { routes } from './routes.ts'
export { actionForm, LONGEST_ACTION, saysWhyDropped, stateForm, WHY_DROPPED } from './schemas.ts'
export { STANDING_LISTS, STANDING_TAGS } from './standingWords.ts'
export { actionsOf, findAction, lockActions, removeActions, type NewAction } from './store.ts'
export { readTimescale, type Timescale } from './timescale.ts'
