export { exportCommands } from './commands.ts'
export { buildExportJob } from './jobs.ts'
export { routes } from './routes.ts'
export { sweepExportsJob } from './sweepJobs.ts'
