import { addStatementCommand } from './features/dashboard/index.ts'
import type { AddCommands } from './platform/command.ts'

/** Every command of the command line, feature by feature. */
export const commands: readonly AddCommands[] = [
  (program, open) =>
    program
      .command('migrate')
      .description('bring the database to the newest shape')
      .action(async () => {
        await open()
        process.stderr.write('The database is in its newest shape.\n')
      }),
  addStatementCommand,
]
