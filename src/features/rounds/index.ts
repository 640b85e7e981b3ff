export { routes } from './routes.ts'
export { changePlan, closeRound, createRound, discardRound, openRound, reopenRound, type RoundFault } from './actions.ts'
export { addEstablishments, chooseSets, removeEstablishments, useNewestVersions, type Which } from './membership.ts'
export { NO_FILTER, type MemberFilter } from './memberStore.ts'
export {
  CHAIR_SIGN_OFFS,
  MODE_WORDS,
  ROUND_MODES,
  ROUND_STATUS_WORDS,
  type Round,
  type RoundMode,
  type RoundPlan,
  type RoundStatus,
} from './round.ts'
export { findRound, lockRound, questionnairesOf, roundByCode, roundCards, type RoundCard } from './store.ts'
export { SET_WORDS, setFor, setReasonWords, standingOf } from './whoIsAsked.ts'
