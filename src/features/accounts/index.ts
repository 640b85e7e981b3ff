export { sweepTriesJob } from './jobs.ts'
export { file, get, post, postJson, upload, uploadJson } from './route.ts'
export {
  allows,
  homeOf,
  identityFor,
  roleHolds,
  STAFF_PERMISSIONS,
  type Identity,
  type Permission,
  type StaffPermission,
} from './permissions.ts'
export { namedIn } from './namedIn.ts'
export { addressKey } from './guessingActions.ts'
export { routes } from './routes.ts'
export { demonstrationLink } from './signInLinkActions.ts'
export { isSignedIn, SIGNED_IN_HOURS } from './staffSession.ts'
export { isStillStaff, loadStaff } from './signInStore.ts'
export { lockAdministrators, staffNames } from './store.ts'
