import { printResult, type AddCommands } from '../../platform/command.ts'
import { operatorFor, PARTNERSHIP_OPTION } from '../partnerships/index.ts'
import { applyRetention, outdated } from './retentionActions.ts'
import { outdatedLines } from './retentionWords.ts'

type Options = { partnership?: string; dryRun?: true; json?: true }

/** `retention`: deletes what is older than the partnership keeps it, as the program does every night. */
export const addRetentionCommand: AddCommands = (program, open) =>
  program
    .command('retention')
    .description('delete for good what is older than the partnership keeps it')
    .option(...PARTNERSHIP_OPTION)
    .option('--dry-run', 'only say what would be deleted')
    .option('--json', 'one JSON value on the standard output')
    .action(async (options: Options) => {
      const deps = await open()
      const actor = await operatorFor(deps.db, options.partnership)
      const found = await outdated(deps.db, actor.partnershipId, deps.now())
      const lines = outdatedLines(found)
      if (options.dryRun !== true) await applyRetention(deps, actor)
      const said = options.dryRun === true ? 'Would be deleted:' : 'Deleted:'
      printResult(
        options.json ?? false,
        { ...found, dryRun: options.dryRun === true },
        lines.length === 0 ? ['Nothing is older than it is kept.'] : [said, ...lines],
      )
    })
