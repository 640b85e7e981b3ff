export { registerCommands } from './commands.ts'
export { routes } from './routes.ts'
export {
  dfeNumber,
  readIdentifier,
  sayIdentifier,
  STATUS,
  type Establishment,
  type RegisteredFields,
  type RegisterFacts,
  type Scheme,
} from './establishment.ts'
export { currentContacts, findEstablishment, holdsOnSql, mailableSql, matchingEstablishments, type CurrentContact } from './store.ts'
