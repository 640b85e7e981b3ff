export { ACTION_STANDINGS, actionsThen, type ActionThen } from './actionsThen.ts'
export { lastReturnFor, offersOf, type LastReturn } from './actions.ts'
export { fillFrom, type Offer } from './offer.ts'
export { countsOf, isNewIn, type LastYearCounts } from './standing.ts'
