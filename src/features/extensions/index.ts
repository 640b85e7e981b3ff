export { grantExtensions, type Grant } from './actions.ts'
export { EXTENSION_REASONS, sayReason, type ExtensionReason } from './reasons.ts'
export { routes } from './routes.ts'
export { extensionsOf, type Extension } from './store.ts'
