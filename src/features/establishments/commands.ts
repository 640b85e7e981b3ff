import path from 'node:path'
import type { Command } from 'commander'
import { CommandRefused, printResult, type AddCommands } from '../../platform/command.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import type { OperatorActor } from '../history/index.ts'
import { londonDate } from '../../platform/london.ts'
import { findPartnership, PARTNERSHIP_OPTION, partnershipFor } from '../partnerships/index.ts'
import { ALL_ROWS, applyContactsImport, previewContacts } from './contacts/importActions.ts'
import { readTables } from './contacts/looking/readTables.ts'
import type { StagedContact } from './contacts/importStore.ts'
import { applyImport, previewImport } from './register/actions.ts'
import { importLinks } from './register/linksActions.ts'
import { shrinkage } from './register/compareStore.ts'
import { lostInWords, tooManyLost } from './register/guard.ts'
import type { RegisterImport } from './register/importStore.ts'
import { openCsv } from './register/looking/openFile.ts'
import { newAuthorities, sayMoves } from './register/moves.ts'
import { stagedRows } from './register/stagedStore.ts'
import type { Scope } from './register/looking/readRegister.ts'
import { undoImport } from './register/undoActions.ts'
import { UnusableFile } from './register/unusableFile.ts'

type Open = () => Promise<Deps>
type Common = { json?: true; dryRun?: true; partnership?: string }

/** `register import`, `register links` and `register contacts`. */
export const registerCommands: AddCommands = (program, open) => {
  const register = program.command('register').description('the register of establishments and their contacts')
  common(register.command('import <file>'))
    .description('import the GIAS extract: a CSV file, or the zip that holds it')
    .option('--la <code...>', 'only the establishments of these authorities (by default those of the partnership)', numbers)
    .option('--all', 'the establishments of every authority that the file holds')
    .option('--take-authorities', 'make the authorities that establishments moved to those of the partnership')
    .option(
      '--allow-closures <number>',
      'go on although more than a tenth of the register would close or is missing: at most so many',
      whole,
    )
    .action((file: string, options: ImportOptions) => importRegister(open, file, options))
  common(register.command('undo'))
    .description('undo the last import of the register: what it changed is as it was, what it added is removed')
    .action((options: Common) => undo(open, options))
  common(register.command('links <file>'))
    .description('import the file of predecessors and successors (links_edubasealldata)')
    .action((file: string, options: Common) => links(open, file, options))
  common(register.command('contacts <file>'))
    .description('add contacts from a workbook or CSV file with the columns URN, Role, Name, Email, From, To, Phone')
    .action((file: string, options: Common) => contacts(open, file, options))
}

const common = (command: Command): Command =>
  command
    .option(...PARTNERSHIP_OPTION)
    .option('--dry-run', 'say what would happen and change nothing')
    .option('--json', 'one JSON value on the standard output')

const whole = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new CommandRefused(`"${value}" is not a whole number.`)
  return Number(value)
}
const numbers = (value: string, earlier: number[] | undefined): number[] => [...(earlier ?? []), ...value.split(',').map(whole)]

type ImportOptions = Common & { la?: number[]; all?: true; allowClosures?: number; takeAuthorities?: true }

async function importRegister(open: Open, file: string, options: ImportOptions): Promise<void> {
  const { db } = await open()
  const summary = await rehearsed(db, options, async (trx, actor) => {
    const source = await openCsv(file)
    try {
      const progress = (rows: number) => {
        if (rows % 10_000 === 0) process.stderr.write(`${rows} rows read\n`)
      }
      const preview = await previewImport(trx, actor, {
        file: { name: path.basename(file), source },
        scope: await scopeOf(trx, actor, options),
        progress,
      })
      await refuseLosses(trx, actor, preview, options.allowClosures ?? 0)
      const unreadable = await stagedRows(trx, actor.partnershipId, preview.id, 'unreadable', { limit: preview.rows, offset: 0 })
      const ours = (await findPartnership(trx, actor.partnershipId))?.laCodes ?? []
      if (!options.dryRun)
        await applyImport(trx, actor, {
          importId: preview.id,
          confirmedLosses: options.allowClosures ?? 0,
          authorities: options.takeAuthorities ? 'all' : [],
        })
      return { preview, ours, unreadable: unreadable.map(({ line, reason, cell }) => ({ line, reason: reason ?? '', cell: cell ?? '' })) }
    } finally {
      source.close()
    }
  })
  tellNotes(summary.preview, summary.ours, options)
  const { preview, unreadable } = summary
  const { unreadable: _count, ...counts } = preview.counts
  printResult(
    options.json ?? false,
    { rows: preview.rows, ...inOrder(counts), unreadable: unreadable.map(({ line, reason }) => ({ line, reason })) },
    sentences(preview, unreadable, options),
  )
}

/** As on the page: the authorities of the partnership, or those that are asked for. One that has named none takes what the file holds. */
async function scopeOf(db: Db, actor: OperatorActor, { la, all }: ImportOptions): Promise<Scope> {
  if (la && all) throw new CommandRefused('Choose either --la or --all.')
  if (la) return { codes: la, follow: 'codes' }
  const ours = all ? [] : ((await findPartnership(db, actor.partnershipId))?.laCodes ?? [])
  return ours.length > 0 ? { codes: ours, follow: 'register' } : 'all'
}

const inOrder = ({ new: fresh, changed, closed, converted, unchanged }: Omit<RegisterImport['counts'], 'unreadable'>) => ({
  new: fresh,
  changed,
  closed,
  converted,
  unchanged,
})

async function refuseLosses(db: Db, actor: OperatorActor, preview: RegisterImport, allowed: number): Promise<void> {
  const loss = await shrinkage(db, actor.partnershipId, preview.id)
  const lost = tooManyLost(loss)
  if (lost !== null && allowed < lost)
    throw new CommandRefused(
      `${lostInWords(loss)}\nNothing was changed. If it is right, run the command again with --allow-closures ${lost}.`,
    )
}

/** Runs an import in one transaction, rolled back at the end when it is only tried. What is refused is said in words. */
async function rehearsed<Result>(db: Db, options: Common, work: (trx: Db, actor: OperatorActor) => Promise<Result>): Promise<Result> {
  const partnership = await partnershipFor(db, options.partnership)
  const actor: OperatorActor = { kind: 'operator', partnershipId: partnership.id, name: 'Command line' }
  const rehearsal = new Error('only tried')
  let result: Result | undefined
  try {
    await inTransaction(db, async trx => {
      result = await work(trx, actor)
      if (options.dryRun) throw rehearsal
    })
  } catch (error) {
    if (error instanceof UnusableFile) throw new CommandRefused(`${error.message}\nNothing was changed.`)
    if (error instanceof Refusal) throw new CommandRefused([error.message, ...error.paragraphs].join('\n'))
    if (error !== rehearsal) throw error
  }
  return result as Result
}

function tellNotes(preview: RegisterImport, ours: readonly number[], options: ImportOptions): void {
  const { notes, missingColumns, newColumns, outside, remarks, moved } = preview
  const tell = (line: string) => void process.stderr.write(`${line}\n`)
  for (const { line, text } of notes) tell(`Line ${line}: ${text}`)
  for (const sentence of [...sayMoves(moved, ours), ...remarks]) tell(sentence)
  if (newAuthorities(moved, ours).length > 0 && !options.takeAuthorities)
    tell('To make those authorities the ones of the partnership, run the command again with --take-authorities.')
  if (missingColumns.length > 0) tell(`Columns that are not in the file; what is stored stays: ${missingColumns.join(', ')}`)
  if (newColumns.length > 0) tell(`Columns that are new and not used: ${newColumns.join(', ')}`)
  if (outside > 0) tell(`Rows of other authorities, left out: ${outside}`)
}

function sentences(
  preview: RegisterImport,
  unreadable: readonly { line: number; reason: string; cell: string }[],
  options: Common,
): string[] {
  const { new: fresh, changed, closed, converted, unchanged } = preview.counts
  return [
    `${options.dryRun ? 'Would read' : 'Read'} ${preview.rows} rows of ${preview.fileName}: ${fresh} new, ${changed} changed, ${closed} closed, ${converted} converted, ${unchanged} unchanged, ${unreadable.length} unreadable.`,
    ...unreadable.map(({ line, reason, cell }) => `${cell === '' ? `Line ${line}` : `Cell ${cell}`}: ${reason}.`),
    options.dryRun ? 'Nothing was changed: this was a dry run.' : 'The register is up to date with the file.',
  ]
}

async function undo(open: Open, options: Common): Promise<void> {
  const { db } = await open()
  const undone = await rehearsed(db, options, (trx, actor) => undoImport(trx, actor))
  const { file, removed, restored } = undone
  printResult(options.json ?? false, undone, [
    `${options.dryRun ? 'Would undo' : 'Undid'} the import of ${file}: ${removed} establishments removed, ${restored} put back as before.`,
    ...(options.dryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ])
}

async function links(open: Open, file: string, options: Common): Promise<void> {
  const { db } = await open()
  const outcome = await rehearsed(db, options, async (trx, actor) => {
    const source = await openCsv(file, 'links')
    try {
      return await importLinks(trx, actor, { name: path.basename(file), source })
    } finally {
      source.close()
    }
  })
  printResult(options.json ?? false, outcome, [
    `Read ${outcome.rows} links: ${outcome.known} of establishments in the register, ${outcome.added} of them new or changed, ${outcome.unreadable.length} unreadable.`,
    ...outcome.unreadable.map(({ line, reason }) => `Line ${line}: ${reason}.`),
    ...(options.dryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ])
}

async function contacts(open: Open, file: string, options: Common): Promise<void> {
  const { db, now } = await open()
  const outcome = await rehearsed(db, options, async (trx, actor) => {
    const tables = await readTables(file)
    const preview = await previewContacts(trx, actor, { file: { name: path.basename(file), ...tables }, today: londonDate(now()) })
    const staged = (change: 'new' | 'unreadable' | 'skipped') =>
      stagedRows<StagedContact>(trx, actor.partnershipId, preview.id, change, ALL_ROWS)
    const ended = (await staged('new')).reduce((sum, { data }) => sum + (data?.ends.length ?? 0), 0)
    const said = async (change: 'unreadable' | 'skipped') =>
      (await staged(change)).map(({ line, reason }) => ({ line, reason: (reason ?? '').replaceAll('\n', '. ') }))
    if (!options.dryRun) await applyContactsImport(trx, actor, { importId: preview.id })
    const { new: added, changed, unchanged } = preview.counts
    return {
      ...{ rows: preview.rows, new: added, changed, ended, unchanged },
      ...{ skipped: await said('skipped'), unreadable: await said('unreadable'), notes: preview.notes },
    }
  })
  const { rows, new: added, changed, ended, unchanged, skipped, unreadable, notes } = outcome
  printResult(options.json ?? false, outcome, [
    `Read ${rows} rows: ${added} new, ${changed} changed, ${unchanged} unchanged, ${skipped.length} passed over, ${unreadable.length} left out; ${ended} earlier ones ended.`,
    ...unreadable.map(({ line, reason }) => `Line ${line}, left out: ${reason}.`),
    ...skipped.map(({ line, reason }) => `Line ${line}, passed over: ${reason}.`),
    ...notes.map(({ line, text }) => `Line ${line}: ${text}.`),
    ...(options.dryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ])
}
