export { allPartnerships, createPartnership, findPartnership, partnershipByCode, type NewPartnership, type Partnership } from './store.ts'
export { PARTNERSHIP_OPTION, partnershipFor } from './forCommand.ts'
export { partnershipCommands } from './commands.ts'
