export { allPartnerships, createPartnership, findPartnership, partnershipByCode, type Partnership } from './store.ts'
