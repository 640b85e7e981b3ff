export { acceptReturn, sendBack, recordOfflineReturn } from './decisionActions.ts'
export { excuseReturn, reinstateReturn } from './excuseActions.ts'
export { applyExcusesJob } from './jobs.ts'
export { routes } from './routes.ts'
