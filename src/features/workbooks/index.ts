export { forgetWorkbooksJob } from './jobs.ts'
export { routes } from './routes.ts'
