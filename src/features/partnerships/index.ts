export { allPartnerships, createPartnership, findPartnership, partnershipByCode, type Partnership } from './store.ts'
export { PARTNERSHIP_OPTION, partnershipFor } from './forCommand.ts'
