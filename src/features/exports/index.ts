export { exportCommands } from './commands.ts'
export { buildExportJob, sweepExportsJob } from './jobs.ts'
export { routes } from './routes.ts'
export { writeRoundWorkbook, type WorkbookRequest, type WorkbookSummary } from './workbook.ts'
