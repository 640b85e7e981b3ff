import { greeting } from '../seeds/demo/greeting.ts'
import { seedDemonstration } from '../seeds/demo/index.ts'
import { userCommands } from './features/accounts/commands.ts'
import { addFiguresCommand, addStatementCommand } from './features/dashboard/index.ts'
import { registerCommands } from './features/establishments/index.ts'
import { addRetentionCommand } from './features/evidence/index.ts'
import { exportCommands } from './features/exports/index.ts'
import { partnershipCommands } from './features/partnerships/index.ts'
import { questionnaireCommands } from './features/questionnaires/commands.ts'
import { addSampleCommand } from './features/sampling/index.ts'
import { CommandRefused, type AddCommands } from './platform/command.ts'

/** `demo`: the demonstration, where it is not there already, and the links into it. */
const addDemonstrationCommand: AddCommands = (program, open) =>
  program
    .command('demo')
    .description('make the demonstration partnership with invented schools, and print links into it')
    .action(async () => {
      const deps = await open()
      if (!deps.config.DEMONSTRATION)
        throw new CommandRefused(
          'The settings name a database, an address or a mail server, so no invented schools are made here. To make them all the same, say so to the program and to this command: DEMONSTRATION=true',
        )
      const made = await seedDemonstration(deps)
      process.stderr.write(made ? 'The demonstration was made.\n' : 'The demonstration was there already.\n')
      for (const line of await greeting(deps)) process.stdout.write(`${line}\n`)
    })

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
  addDemonstrationCommand,
  addStatementCommand,
  addFiguresCommand,
  addRetentionCommand,
  exportCommands,
  registerCommands,
  partnershipCommands,
  questionnaireCommands,
  addSampleCommand,
  userCommands,
]
