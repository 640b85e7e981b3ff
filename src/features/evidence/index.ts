export { addFiles, MOST_FILES, removeFile, restoreFile, type AddOutcome, type IncomingFile } from './actions.ts'
export { filesOf, findEvidence, type StoredEvidence } from './store.ts'
export { sendEvidence } from './pages/send.ts'
export { routes } from './routes.ts'
