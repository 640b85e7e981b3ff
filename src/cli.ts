import { Command } from 'commander'
import { commands } from './commands.ts'
import { parseConfig } from './config.ts'
import { CannotStart } from './platform/cannotStart.ts'
import { CommandRefused } from './platform/command.ts'
import { openProgram, type Program } from './program.ts'

/** The operator's command line. Results on stdout, progress on stderr; exit 0 done, 2 refused with the reason on stderr, 1 a fault. */
const program = new Command('safeguarding-audit').description('Safeguarding Audit: the operator’s command line').showHelpAfterError()

let opened: Program | undefined
const open = async () => (opened ??= await openProgram(parseConfig(process.env), { quiet: true }))
for (const add of commands) add(program, async () => (await open()).deps)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = error instanceof CommandRefused ? 2 : 1
  const isExplained = error instanceof CommandRefused || error instanceof CannotStart
  console.error(isExplained ? error.message : error)
} finally {
  await opened?.close()
}
