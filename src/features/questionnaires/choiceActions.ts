import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockSet } from '../partnerships/index.ts'
import { choiceIn, choosable, countsOf, mayChoose, withChoice, type Chosen, type ChoiceOf } from './choice.ts'
import { carriedChoice, settled } from './carriedChoice.ts'
import { digestOf } from './digest.ts'
import type { QuestionnaireDocument } from './document.ts'
import { checkDocument, readDocument } from './documentRules.ts'
import { lockSeen } from './draftActions.ts'
import { insertDraft, lockDraft, updateDraft, type Draft } from './draftStore.ts'
import { LIBRARY } from './library/index.ts'
import { refuse } from './refusals.ts'
import { newestChoice } from './store.ts'
import { requireCan } from './versionLifecycle.ts'

/** What the questions of a draft are chosen from, and what is chosen of it. */
export type OpenChoice = { from: QuestionnaireDocument; document: QuestionnaireDocument; choice: ChoiceOf }

/** Reads the choice of a version or a draft; undefined where its document is still faulty, so that nothing can be chosen of it. */
export function choiceOf({ document, chosenFrom }: Pick<Draft, 'document' | 'chosenFrom'>): OpenChoice | undefined {
  const [is, was] = [readDocument(document), readDocument(chosenFrom ?? document)]
  return is.ok && was.ok ? { from: was.document, document: is.document, choice: choiceIn(was.document, is.document) } : undefined
}

/**
 * Starts a draft of a set whose questions are to be chosen. What was chosen last comes along, where that may be.
 *
 * @param source the library's set as it is now, or what the newest version of the partnership was chosen from
 * @throws Refusal (not found) where there is no such set, (conflict) where it has a draft
 */
export function startChoice(
  db: Db,
  actor: PartnershipActor,
  wanted: { set: string; source: 'library' | 'version' },
): Promise<Id<'version'>> {
  return inTransaction(db, async trx => {
    const { set } = wanted
    if (!(await lockSet(trx, actor.partnershipId, set))) throw notFound()
    const newest = await newestChoice(trx, actor.partnershipId, set, 'any')
    const chosen = await newestChoice(trx, actor.partnershipId, set, 'chosen')
    const from = wanted.source === 'library' ? LIBRARY.find(document => document.set === set) : newest && choiceOf(newest)?.from
    if (!from) throw notFound()
    const choice = carriedChoice(from, chosen && choiceOf(chosen))
    const { document } = withChoice(from, choice)
    const { title, edition } = document
    const draft = await insertDraft(trx, actor.partnershipId, {
      ...{ setCode: set, title, edition, document, by: actor.name },
      choice: { from, before: null },
    })
    if (!draft) throw refuse.draftExists(set)
    await recordEvent(trx, actor, { verb: 'questionnaire.draft_started', details: { set } })
    return draft.id
  })
}

type ToChoose = {
  id: Id<'version'>
  section: string
  wanted: ChoiceOf
  /** What the form showed of the section: `shownOf`. */
  shown: string
  /** Whether what hangs on a question that is left out is to be left out as well. */
  also: boolean
}

export type Saved =
  | { is: 'saved' | 'unchanged'; follows: readonly string[] }
  /** Somebody chose of the same section since. */
  | { is: 'changed'; by: string }
  /** Questions that would not be asked of anybody any more. */
  | { is: 'unreachable'; unreachable: Chosen['unreachable'] }
  | { is: 'faulty'; faults: readonly string[] }

/** What a page shows of the choice of a section, in a few characters. */
export const shownOf = ({ from, choice }: OpenChoice, sectionKey: string): string => {
  const questions = from.sections.find(({ key }) => key === sectionKey)?.questions ?? []
  return digestOf(questions.map(({ key }) => choice.get(key) ?? '')).slice(0, 16)
}

/**
 * Chooses of one section of a draft. Sections that others choose of meanwhile keep their choice. What was chosen already changes nothing.
 *
 * @throws Refusal (not found), (conflict) when it was published
 */
export function saveChoice(db: Db, actor: PartnershipActor, { id, section, wanted, shown, also }: ToChoose): Promise<Saved> {
  return inTransaction(db, async trx => {
    const { draft, open } = await lockChoice(trx, actor, id)
    if (shown !== shownOf(open, section)) return { is: 'changed', by: draft.createdBy }
    const questions = new Map(choosable(open.from).map(question => [question.key, question]))
    const allowed = [...wanted].filter(([key, choice]) => {
      const question = questions.get(key)
      return question && mayChoose(question, open.from).includes(choice)
    })
    const next = new Map([...open.choice, ...allowed])
    const choice = also ? settled(open.from, next) : next
    const chosen = withChoice(open.from, choice)
    if (chosen.unreachable.length > 0) return { is: 'unreachable', unreachable: chosen.unreachable }
    const faults = checkDocument(chosen.document)
    if (faults.length > 0) return { is: 'faulty', faults: faults.map(({ message }) => message) }
    if (digestOf(chosen.document) === digestOf(open.document)) return { is: 'unchanged', follows: [] }
    await write(trx, actor, { draft, open, document: chosen.document, verb: 'questionnaire.questions_chosen' })
    const before = new Set(withChoice(open.from, open.choice).follows)
    return { is: 'saved', follows: chosen.follows.filter(line => !before.has(line)) }
  })
}

/** Puts back what a draft said before its last choice. Done again, it puts the choice back. @throws Refusal (conflict) when somebody changed it since */
export function undoChoice(db: Db, actor: PartnershipActor, seen: { id: Id<'version'>; revision: number }): Promise<void> {
  return inTransaction(db, async trx => {
    const draft = await lockSeen(trx, actor, { ...seen, action: 'change' })
    const open = choiceOf(draft)
    const before = readDocument(draft.before)
    if (open && before.ok) await write(trx, actor, { draft, open, document: before.document, verb: 'questionnaire.choice_undone' })
  })
}

async function lockChoice(trx: Db, actor: PartnershipActor, id: Id<'version'>): Promise<{ draft: Draft; open: OpenChoice }> {
  const draft = await lockDraft(trx, actor.partnershipId, id)
  if (!draft) throw notFound()
  requireCan('change', draft.status)
  const open = choiceOf(draft)
  if (!open) throw refuse.cannotChoose()
  return { draft, open }
}

type Write = {
  draft: Draft
  open: OpenChoice
  document: QuestionnaireDocument
  verb: 'questionnaire.questions_chosen' | 'questionnaire.choice_undone'
}

async function write(trx: Db, actor: PartnershipActor, { draft, open, document, verb }: Write): Promise<void> {
  const { title, edition } = document
  await updateDraft(trx, actor.partnershipId, draft.id, {
    ...{ setCode: draft.setCode, title, edition, document, by: actor.name },
    choice: { from: open.from, before: open.document },
  })
  const { compulsory, optional, left_out: leftOut } = countsOf(choosable(open.from), choiceIn(open.from, document))
  await recordEvent(trx, actor, { verb, details: { set: draft.setCode, compulsory, optional, leftOut } })
}
