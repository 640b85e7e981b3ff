export { registerCommands } from './commands.ts'
export {
  firstToAnswer,
  LINKS_GO_TO,
  type LinksGoTo,
  type ReachableContact,
  reachableContacts,
  ROLES_TO_ANSWER,
} from './contacts/firstToAnswer.ts'
export { dfeNumber, type Establishment, readIdentifier, sayIdentifier, sayPlace, STATUS } from './establishment.ts'
export { ESTABLISHMENT_FACTS, type EstablishmentFact, type EstablishmentFacts, factsFrom, factsThatHold } from './facts.ts'
export { forgetFormerContacts } from './contacts/formerActions.ts'
export { formerContacts } from './contacts/formerStore.ts'
export type { EstablishmentReturns, OpenReturn } from './returnsShown.ts'
export { statusTag as standingTag } from './pages/words.ts'
export { routes } from './routes.ts'
export { SEARCH_HINT, type Search, searchOf } from './search.ts'
export { NO_PHASE, OTHER_PHASES, sayPhase } from './phase.ts'
export { FOUND_SQL, searchBindings } from './searchStore.ts'
export { findEstablishment, matchingEstablishments } from './store.ts'
export { type CurrentContact, currentContacts, holdsOnSql, mailableSql } from './contacts/currentStore.ts'
