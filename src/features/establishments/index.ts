export { registerCommands } from './commands.ts'
export { routes } from './routes.ts'
export {
  dfeNumber,
  readIdentifier,
  registeredEstablishment,
  sayIdentifier,
  SCHEME_WORDS,
  SCHEMES,
  STATUS,
  type Establishment,
  type RegisteredFields,
  type RegisterFacts,
  type Scheme,
} from './establishment.ts'
export {
  currentContacts,
  establishmentByIdentifier,
  establishmentsForRound,
  findEstablishment,
  type CurrentContact,
  type EstablishmentFilter,
  type EstablishmentForRound,
} from './store.ts'
