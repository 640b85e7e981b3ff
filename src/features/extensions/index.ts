export { grantExtensions } from './actions.ts'
export { EXTENSION_REASONS, sayReason } from './reasons.ts'
export { routes } from './routes.ts'
export { extensionsOf, type Extension } from './grantedStore.ts'
