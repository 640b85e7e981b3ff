export {
  ACTION_STATES,
  actionStanding,
  sayTimescale,
  STATE_WORDS,
  timescaleNotes,
  type Action,
  type ActionStanding,
  type ActionState,
  type ActionText,
  type Lead,
} from './action.ts'
export { addActions, changeAction, createAction, deleteAction, noteProgress, recordProgress } from './actions.ts'
export { actionFields, NO_TEXT, typedAction } from './actionFields.ts'
export { leadsOf } from './leadStore.ts'
export { readLeads } from './leads.ts'
export { conflictOf } from './pages/form.ts'
export { actionHref, nameOf, type Place, type PlacesOf } from './pages/visible.ts'
export { insertProgress, progressOf, type Progress } from './progressStore.ts'
export { routes } from './routes.ts'
export { actionForm, LONGEST_ACTION } from './schemas.ts'
export { STANDING_LISTS, STANDING_TAGS } from './standingWords.ts'
export { actionsOf, findAction, type NewAction } from './store.ts'
export { readTimescale, type Timescale } from './timescale.ts'
export { wordNotes } from './wordNotes.ts'
