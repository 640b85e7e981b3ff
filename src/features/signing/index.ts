export { forgetCodesJob } from './jobs.ts'
export { routes } from './routes.ts'
