import { CommandRefused, printResult, type AddCommands } from '../../platform/command.ts'
import { partnershipFor } from '../partnerships/index.ts'
import { roundByCode } from '../rounds/index.ts'
import { drawUpStatement, figuresLine } from './statement.ts'
import { statementCounts } from './store.ts'

/** `statement --round CODE`: the returns statement for scripts and for people. */
export const addStatementCommand: AddCommands = (program, open) =>
  program
    .command('statement')
    .description('the returns statement of a round')
    .requiredOption('--round <code>', 'the round')
    .option('--partnership <code>', 'the partnership, where there are several')
    .option('--json', 'print JSON', false)
    .action(async (options: { round: string; partnership?: string; json: boolean }) => {
      const { db } = await open()
      const partnership = await partnershipFor(db, options.partnership)
      const round = await roundByCode(db, partnership.id, options.round)
      if (!round) throw new CommandRefused(`There is no round with the code ${options.round}.`)
      const statement = drawUpStatement(await statementCounts(db, partnership.id, round.id))
      const lines = statement.groups.flatMap(group => group.lines.map(line => `${String(line.count).padStart(6)}  ${line.words}`))
      printResult(
        options.json,
        { round: round.code, issued: statement.issued, dispositions: statement.dispositions, figures: statement.figures },
        [
          round.name,
          ...lines,
          `${String(statement.sum).padStart(6)}  in all, of ${statement.issued} issued`,
          figuresLine(statement.figures),
        ],
      )
    })
