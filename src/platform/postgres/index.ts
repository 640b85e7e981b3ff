export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts'
export { EmbeddedPostgresError } from './failures.ts'
