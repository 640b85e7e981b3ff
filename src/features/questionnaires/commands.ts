import { readFile } from 'node:fs/promises'
import type { Id } from '../../platform/id.ts'
import { CommandRefused, printResult, refusedInWords, type AddCommands } from '../../platform/command.ts'
import type { Deps } from '../../platform/deps.ts'
import { operatorFor, PARTNERSHIP_OPTION } from '../partnerships/index.ts'
import { FaultyDocument } from './documentRules.ts'
import { changeDraft, discardDraft, publishDraft, startDraft, type SavedDraft } from './draftActions.ts'
import { draftOf, type Draft } from './draftStore.ts'
import { addSet } from './setActions.ts'

type Open = () => Promise<Deps>
type Common = { partnership?: string; json?: true }
type OfSet = Common & { set: string }
type NewSet = Common & { code: string; name: string; audience: string }

/** `questionnaire add-set`, `draft`, `publish` and `discard`: how a partnership comes to questions of its own, and to the next version of any set. */
export const questionnaireCommands: AddCommands = (program, open) => {
  const questionnaire = program.command('questionnaire').description('the question sets that a partnership asks, and their versions')
  questionnaire
    .command('add-set')
    .description('add a question set of the partnership’s own')
    .requiredOption('--code <code>', 'a capital letter, or one followed by up to 4 capital letters and digits')
    .requiredOption('--name <name>', 'what it is called')
    .requiredOption('--audience <words>', 'who it is for')
    .option(...PARTNERSHIP_OPTION)
    .action((options: NewSet) => inWords(() => addOwnSet(open, options)))
  questionnaire
    .command('draft')
    .description('keep a document (JSON) as the draft of the next version of its set, and say what is wrong with it')
    .argument('<file>', 'the document')
    .option(...PARTNERSHIP_OPTION)
    .option('--json', 'one JSON value on the standard output: the set, the revision and the faults')
    .action((file: string, options: Common) => inWords(() => keepDraft(open, file, options)))
  questionnaire
    .command('publish')
    .description('publish the draft of a set: rounds can take it from then on')
    .requiredOption('--set <code>', 'the set')
    .option(...PARTNERSHIP_OPTION)
    .option('--json', 'one JSON value on the standard output: the set and its new version')
    .action((options: OfSet) => inWords(() => publish(open, options)))
  questionnaire
    .command('discard')
    .description('drop the draft of a set')
    .requiredOption('--set <code>', 'the set')
    .option(...PARTNERSHIP_OPTION)
    .action((options: OfSet) => inWords(() => discard(open, options)))
}

async function addOwnSet(open: Open, { code, name, audience, partnership }: NewSet): Promise<void> {
  const { db } = await open()
  const faults = await addSet(db, await operatorFor(db, partnership), { code, name, audience })
  if (faults.length > 0) throw new CommandRefused(faults.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'))
  printResult(false, null, [`Set ${code} (${name}) is added. Next: questionnaire draft FILE`])
}

async function keepDraft(open: Open, file: string, options: Common): Promise<void> {
  const document = await readDocumentFile(file)
  const { db } = await open()
  const operator = await operatorFor(db, options.partnership)
  const before = await draftOf(db, operator.partnershipId, setNamedIn(document))
  const { draft, faults }: SavedDraft = before
    ? await changeDraft(db, operator, { id: before.id, revision: before.revision, document })
    : await startDraft(db, operator, document)
  const found = faults.map(({ path, message }) => `${path.join('.')}: ${message}`)
  printResult(options.json ?? false, { set: draft.setCode, revision: draft.revision, faults }, [
    `The draft of set ${draft.setCode} is kept (revision ${draft.revision}).`,
    ...(found.length === 0 ? ['It can be published.'] : ['Before it can be published:', ...found]),
  ])
}

async function publish(open: Open, options: OfSet): Promise<void> {
  const { db } = await open()
  const operator = await operatorFor(db, options.partnership)
  const { version } = await publishDraft(db, operator, await draftNamed(db, operator.partnershipId, options.set))
  printResult(options.json ?? false, { set: options.set, version }, [`Version ${version} of set ${options.set} is published.`])
}

async function discard(open: Open, options: OfSet): Promise<void> {
  const { db } = await open()
  const operator = await operatorFor(db, options.partnership)
  await discardDraft(db, operator, await draftNamed(db, operator.partnershipId, options.set))
  printResult(false, null, [`The draft of set ${options.set} is gone.`])
}

async function draftNamed(db: Deps['db'], partnershipId: Id<'partnership'>, set: string): Promise<Draft> {
  const draft = await draftOf(db, partnershipId, set)
  if (!draft) throw new CommandRefused(`Set ${set} has no draft.`)
  return draft
}

async function readDocumentFile(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CommandRefused(`${file} cannot be read.`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandRefused(`${file} is no JSON.`)
  }
}

const setNamedIn = (document: unknown): string =>
  typeof document === 'object' && document !== null && 'set' in document ? String(document.set) : ''

const inWords = (work: () => Promise<void>): Promise<void> =>
  refusedInWords(async () => {
    try {
      await work()
    } catch (error) {
      throw error instanceof FaultyDocument ? new CommandRefused(error.message) : error
    }
  })
