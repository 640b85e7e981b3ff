import { createWriteStream, rmSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { once } from 'node:events'
import type { Command } from 'commander'
import { CommandRefused, printResult, type AddCommands } from '../../platform/command.ts'
import type { Deps } from '../../platform/deps.ts'
import { sayNumber } from '../../platform/say.ts'
import { recordEvent } from '../history/index.ts'
import { PARTNERSHIP_OPTION, partnershipFor } from '../partnerships/index.ts'
import { roundByCode } from '../rounds/index.ts'
import type { Choice } from '../datasets/index.ts'
import { waitingFolder } from '../../platform/files/waitingFolder.ts'
import { choosable } from './choosableReading.ts'
import { LIST_NAMES, LISTS, readChoice, type Choosable, type List } from './choosing.ts'
import type { Format } from './format.ts'
import { FORMATS } from './sinks/formats.ts'
import { writeRound, type ExportSummary } from './writeActions.ts'

type Options = { round: string; out: string; partnership?: string; json?: true; people: string; labels?: true } & Partial<
  Record<List, string[]>
>

/** `export workbook --round CODE --out FILE`: a round, or chosen parts of it, in one file; a command for each format. */
export const exportCommands: AddCommands = (program, open) => {
  const command: Command = program.command('export').description('take the data of a round out')
  for (const format of FORMATS) {
    const made = command
      .command(format.name)
      .description(`a round in one ${format.title}: all of it, or what the options choose`)
      .requiredOption('--round <code>', 'the round')
      .requiredOption('--out <file>', 'the file to write; one that is there is replaced when the new one is whole')
      .option(...PARTNERSHIP_OPTION)
    for (const list of LIST_NAMES) made.option(`--${list} <names>`, `only these ${LISTS[list].one}s, with commas between them`, namesIn)
    made
      .option('--people <how>', 'named, or pseudonymised: codes in place of names, free text left out', 'named')
      .option('--labels', 'columns with what the codes say, beside those of codes in the sheet Responses wide')
      .option('--json', 'one JSON value on the standard output: the file, its size and the rows of each sheet')
      .action(async (options: Options) => exportRound(await open(), format, options))
  }
}

const namesIn = (typed: string): string[] =>
  typed
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')

async function exportRound(deps: Deps, format: Format, options: Options): Promise<void> {
  const partnership = await partnershipFor(deps.db, options.partnership)
  const round = await roundByCode(deps.db, partnership.id, options.round)
  if (!round) throw new CommandRefused(`There is no round with the code ${options.round}.`)
  const choice = chosenBy(options, await choosable(deps.db, partnership.id, round.id))
  const file = path.resolve(options.out)
  const folder = await stat(path.dirname(file)).catch(() => undefined)
  if (!folder?.isDirectory()) throw new CommandRefused(`There is no folder ${path.dirname(file)}.`)
  if ((await stat(file).catch(() => undefined))?.isDirectory()) throw new CommandRefused(`${file} is a folder: name a file.`)
  const summary = await writeWhole(file, async partial =>
    writeRound(deps.db, format, { partnership, round, choice, folder: await waitingFolder(deps), onProgress: progressLine() }, partial),
  )
  await recordEvent(
    deps.db,
    { kind: 'operator', partnershipId: partnership.id, name: 'Command line' },
    { verb: 'export.made', roundId: round.id, details: { to: 'a file', people: choice.people } },
  )
  const { size } = await stat(file)
  printResult(options.json ?? false, { file, bytes: size, sheets: summary.sheets }, [
    ...summary.sheets.map(({ name, rows }) => `${String(rows).padStart(10)}  ${name}`),
    `${file} (${sayNumber(size)} bytes)`,
  ])
}

/** @throws CommandRefused naming what there is not, and what there is */
function chosenBy(options: Options, known: Choosable): Choice {
  const { people, labels = false, sheets = [], sets = [], sections = [], states = [] } = options
  const read = readChoice({ people, labels, sheets, sets, sections, states }, known)
  if (!read.ok) throw new CommandRefused(read.unknown.map(({ message }) => `${message}.`).join(' '))
  return read.choice
}

/** Writes beside the file and renames at the end, so that what is there is always whole. What was begun is removed, also at Ctrl+C. */
async function writeWhole(file: string, write: (to: Writable) => Promise<ExportSummary>) {
  const partial = `${file}.partial`
  const to = createWriteStream(partial, { mode: 0o600, flush: true })
  await once(to, 'open').catch((error: unknown) => {
    throw new CommandRefused(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  })
  const clear = () => {
    rmSync(partial, { force: true })
    process.exit(130)
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.once(signal, clear)
  try {
    const summary = await write(to)
    if (!to.closed) await once(to, 'close')
    await rename(partial, file)
    return summary
  } catch (error) {
    to.destroy()
    await rm(partial, { force: true })
    throw error
  } finally {
    for (const signal of signals) process.off(signal, clear)
  }
}

/** A line on the standard error whenever another tenth of the returns is done. */
function progressLine(): (done: number, total: number) => void {
  let said = 0
  return (done, total) => {
    const tenth = Math.floor((10 * done) / Math.max(total, 1))
    if (tenth <= said) return
    said = tenth
    process.stderr.write(`${sayNumber(done)} of ${sayNumber(total)} returns\n`)
  }
}
