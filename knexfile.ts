import { parseConfig } from './src/config.ts'
import { migrationSettings } from './src/platform/migrate.ts'

const config = parseConfig(process.env)

/** For Knex's own command line against DATABASE_URL; `npm run cli -- migrate` does the same on either database. */
export default {
  client: 'pg',
  connection: config.DATABASE_URL,
  migrations: migrationSettings,
}
