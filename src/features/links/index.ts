export {
  lockInvitee,
  lockLink,
  makeLinkToHandOver,
  moveLink,
  replaceMain,
  requireLinkNeeded,
  revokeLink,
  showLink,
  type SeenMain,
} from './actions.ts'
export {
  cameByMainLink,
  type Colleague,
  colleaguesOn,
  CONTRIBUTOR_SQL,
  contributorFrom,
  type ContributorRow,
  forgetPeople,
  loadContributor,
  holdsReturnOf,
  mayStillAct,
} from './contributorStore.ts'
export { startByInvitation } from './enterActions.ts'
export * as inBrowser from './pages/inBrowser.ts'
export { issueLinks, type LinkDeps, type Recipient, storeLinks } from './linkActions.ts'
export { findLink } from './landingStore.ts'
export { maskedEmail } from './maskedEmail.ts'
export { beSecret } from './pages/landing.ts'
export { routes } from './routes.ts'
export * as sectionsGiven from './sectionsGivenActions.ts'
export {
  canHaveLink,
  findInvitee,
  HAS_EMAIL_SQL,
  type Invitation,
  invitationsOf,
  type Invitee,
  INVITEE_SQL,
  lockInvitees,
} from './store.ts'
