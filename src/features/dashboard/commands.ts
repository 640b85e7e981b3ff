import { sayCount } from '../../platform/say.ts'
import { CommandRefused, printResult, type AddCommands } from '../../platform/command.ts'
import { PARTNERSHIP_OPTION, partnershipFor } from '../partnerships/index.ts'
import { roundByCode } from '../rounds/index.ts'
import { compareFigures, type WrongFigures } from './figureActions.ts'
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

type FigureOptions = { partnership?: string; mend?: true; json?: true }

/** `figures`: that what lists say of each return is what the return says, of every round there ever was. */
export const addFiguresCommand: AddCommands = (program, open) =>
  program
    .command('figures')
    .description('compare the figures of lists with the answers, documents and extensions that they count')
    .option(...PARTNERSHIP_OPTION)
    .option('--mend', 'put right what differs')
    .option('--json', 'one JSON value on the standard output')
    .action(async (options: FigureOptions) => {
      const deps = await open()
      const { id: partnershipId } = await partnershipFor(deps.db, options.partnership)
      const mend = options.mend ?? false
      const { returns, wrong, counting } = await compareFigures(deps, { partnershipId, all: true, mend })
      printResult(options.json ?? false, { returns, wrong, counting, mended: mend }, [
        ...wrong.map(sayWrong),
        ...(counting === 0 ? [] : [`Answers laid out for counting were wrong in ${sayCount(counting, 'return')}. They are put right.`]),
        `${sayCount(returns, 'return')} compared, ${sayCount(wrong.length, 'differs', 'differ')}${wrong.length > 0 && mend ? ' and is put right' : ''}.`,
      ])
      if (wrong.length > 0 && !mend)
        throw new CommandRefused('Figures are wrong. That is a fault of the program. “figures --mend” puts them right.')
    })

/** "Park View School, Audit of 2027: answered 0, should be 3." */
const sayWrong = ({ establishment, round, kept, found }: WrongFigures): string => {
  const figures = (Object.keys(kept) as (keyof typeof kept)[]).filter(key => kept[key] !== found[key])
  return `${establishment}, ${round}: ${figures.map(key => `${key} ${kept[key]}, should be ${found[key]}`).join('; ')}.`
}
