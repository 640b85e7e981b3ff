import type { Db } from '../../../platform/db.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { londonDate } from '../../../platform/london.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import {
  addRowTo,
  answersOf,
  askedSections,
  parseSectionForm,
  type Body,
  type Question,
  type Response,
  type Section,
  type SectionForm,
} from '../../questionnaires/index.ts'
import { openReturn, planFor, saveSection, type SaveOutcome } from '../actions.ts'
import { currentContacts } from '../../establishments/index.ts'
import { NO_RESPONSE, type OpenReturn } from '../auditReturn.ts'
import { isSame, type Conflict } from '../merge.ts'
import { isInRegister, offerFromRegister } from '../prefill.ts'
import { refuse } from '../refusals.ts'
import type { SectionActor } from './sectionDesk.ts'

/** A posted section: what it held, and what became of it. */
export type PostedSection = {
  open: OpenReturn
  section: Section
  form: SectionForm
  /** The version of the response that each question's field was rendered with. */
  baseVersions: ReadonlyMap<string, number>
  saved: number
  conflicts: readonly Conflict[]
  /** Why nothing was saved, when nothing was: the return was submitted meanwhile (for staff: sent back), or the round closed. */
  refusal: Refusal | null
  /** The questions whose valid entries somebody changed, and which the refusal kept from being saved. */
  unsaved: ReadonlySet<string>
}

/** The whole section of a questionnaire, what is not asked included. @throws Refusal (not found) */
export function sectionOf(open: OpenReturn, key: string): Section {
  const section = open.document.sections.find(candidate => candidate.key === key)
  if (!section) throw refuse.notFound()
  return section
}

/** The sections that are asked of this establishment, with what it has answered so far. */
export const askedOf = (open: OpenReturn): Section[] => askedSections(open.document, open.auditReturn.facts, answersOf(open.responses))

/**
 * Reads a posted section and saves what is valid in it. Never throws away what was typed: it comes back in `form`,
 * whatever happened.
 */
export async function takeSection(
  { db, now, actor }: { db: Db; now: () => Date; actor: SectionActor },
  returnId: number,
  sectionKey: string,
  body: Body,
): Promise<PostedSection> {
  const open = await openReturn(db, actor.partnershipId, returnId)
  const section = sectionOf(open, sectionKey)
  const form = parseSectionForm(section.questions, body, londonDate(now()))
  const baseVersions = new Map(section.questions.map(({ key }) => [key, versionTyped(body, key)]))
  // A person who has seen both texts of a conflict may choose the other one: then theirs is as if it had not been typed.
  const entries = new Map([...form.entries].filter(([key]) => !keepsTheirs(body, key)))
  const posted = { section, form, baseVersions }
  try {
    const outcome: SaveOutcome = await saveSection(db, actor, open, { sectionKey, entries })
    const conflicts = actor.kind === 'contributor' ? await withoutOffers({ db, now }, open, section, outcome.conflicts) : outcome.conflicts
    return { ...posted, open: outcome.open, saved: outcome.written.length, conflicts, refusal: null, unsaved: new Set() }
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error
    const { writes, conflicts } = await planFor(db, open, entries)
    const unsaved = new Set([...writes, ...conflicts].map(({ key }) => key))
    return { ...posted, open, saved: 0, conflicts: [], refusal: error, unsaved }
  }
}

/** What the register offers to the questions of a section, for today. */
export async function offersFor(
  { db, now }: { db: Db; now: () => Date },
  { auditReturn }: OpenReturn,
  questions: readonly Question[],
): Promise<Map<string, Response>> {
  const asked = questions.filter(isInRegister)
  if (asked.length === 0) return new Map()
  const contacts = await currentContacts(db, auditReturn.partnershipId, [auditReturn.establishmentId], londonDate(now()))
  return new Map(
    asked.flatMap(question => {
      const offer = offerFromRegister(question, contacts)
      return offer ? [[question.key, offer] as const] : []
    }),
  )
}

/** Somebody who sent back what the register offered typed nothing: a colleague's answer stands without a question. */
async function withoutOffers(
  context: { db: Db; now: () => Date },
  open: OpenReturn,
  section: Section,
  conflicts: readonly Conflict[],
): Promise<readonly Conflict[]> {
  if (conflicts.length === 0) return conflicts
  const questions = section.questions.filter(({ key }) => conflicts.some(conflict => conflict.key === key))
  const offers = await offersFor(context, open, questions)
  return conflicts.filter(({ key, mine }) => !isSame(mine, offers.get(key) ?? NO_RESPONSE))
}

/** What the person wants next. */
export type Intent = { kind: 'continue' | 'later' | 'stay' } | { kind: 'addRow'; table: string }

export function intentOf(body: Body): Intent {
  const table = addRowTo(body)
  if (table !== null) return { kind: 'addRow', table }
  const intent = typed(body, 'intent')
  if (intent === 'stay' || intent.startsWith('upload:')) return { kind: 'stay' }
  return { kind: intent === 'later' ? 'later' : 'continue' }
}

export const keepName = (key: string): string => `keep.${key}`
const keepsTheirs = (body: Body, key: string): boolean => typed(body, keepName(key)) === 'theirs'

function versionTyped(body: Body, key: string): number {
  const text = typed(body, `v.${key}`)
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
