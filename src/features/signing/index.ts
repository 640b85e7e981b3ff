export { signingJobs } from './jobs.ts'
export { routes } from './routes.ts'
