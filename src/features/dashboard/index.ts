export { addStatementCommand } from './commands.ts'
export { routes } from './routes.ts'
export { drawUpStatement, StatementDoesNotAddUp, type Statement } from './statement.ts'
export { statementCounts } from './store.ts'
