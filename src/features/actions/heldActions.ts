import { tellProgress } from './actions.ts'
import { lockActions, removeActions } from './store.ts'

/** What other features do with several actions in one transaction: hold them, and then say how far one is, or let them go. */
export const held = { lockActions, removeActions, tellProgress }
