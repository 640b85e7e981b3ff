export { forgetSheetsJob } from './jobs.ts'
export { forgetPlan } from './store.ts'
