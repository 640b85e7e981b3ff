import type { Db } from '../../../platform/db.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { londonDate } from '../../../platform/london.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import { parseSectionForm, PARTS, type Response, type SectionForm } from '../../questions/index.ts'
import { type Section } from '../../questionnaires/index.ts'
import { saveSection, type OpenReturn, type signatures, merge } from '../../returns/index.ts'
import { askedOf, sectionOf } from '../reach.ts'
import { bySection, saveSections, type SavedSection } from '../severalActions.ts'
import { everyQuestion, LEFT } from '../whatIsLeft.ts'
import { refuse } from '../refusals.ts'
import { deskOf, type SectionActor } from './sectionDesk.ts'
import { useAgain } from './useAgain.ts'

/** A posted section: what it held, and what became of it. */
export type PostedSection = {
  open: OpenReturn
  /** The return as it was before the save. */
  before: OpenReturn
  section: Section
  form: SectionForm
  /** Its valid answers, each with what was chosen where two texts were shown. */
  entries: ReadonlyMap<string, merge.Entry>
  /** What each question's field was rendered with. */
  bases: ReadonlyMap<string, string>
  saved: number
  conflicts: readonly merge.Conflict[]
  /** Signatures that saving would cancel, as the form did not say: nothing was saved. */
  wouldCancel: readonly signatures.SignOff[]
  /** Why nothing was saved, when nothing was: the return was submitted meanwhile (for staff: sent back), or the round closed. */
  refusal: Refusal | null
  /** The questions whose valid entries somebody changed, and which the refusal kept from being saved. */
  unsaved: ReadonlySet<string>
}

/**
 * Reads a posted section and saves what is valid in it. Never throws away what was typed: it comes back in `form`,
 * whatever happened.
 *
 * @param open the return as this person may see it
 */
export async function takeSection(
  { db, now, actor }: { db: Db; now: () => Date; actor: SectionActor },
  open: OpenReturn,
  sectionKey: string,
  body: Body,
): Promise<PostedSection> {
  const isLeft = sectionKey === LEFT && actor.kind === 'contributor'
  const section = isLeft ? everyQuestion(open) : sectionOf(open, sectionKey)
  if (!isLeft && !askedOf(open).some(({ key }) => key === sectionKey)) throw refuse.notAsked(deskOf(actor, open.auditReturn).all)
  const form = parseSectionForm(section.questions, body, londonDate(now()))
  const again = await useAgain({ db, actor, today: londonDate(now()) }, { open, section, form, body })
  if (isLeft) dropUnasked(form, open)
  const bases = new Map(section.questions.map(({ key }) => [key, typed(body, `v.${key}`)]))
  const entries = withChoices(form.entries, body)
  return saveForm({ db, now, actor }, { ...{ open, section, form, bases, entries, again }, signatures: typed(body, SIGNATURES) })
}

type ReadForm = Pick<PostedSection, 'open' | 'section' | 'form' | 'bases' | 'entries'>

/** Saves what is valid in a form that was read: of a section, of what is left of several, or of one row of a list. */
export async function saveForm(
  { db, now, actor }: { db: Db; now: () => Date; actor: SectionActor },
  {
    open,
    section,
    form,
    bases,
    entries,
    again,
    signatures,
  }: ReadForm & { signatures: string; again?: SavedSection['again'] & { key: string } },
): Promise<PostedSection> {
  const posted = { before: open, section, form, bases, entries }
  const of = { open, signatures, now: now() }
  try {
    const {
      open: saved,
      written,
      ...rest
    } = section.key === LEFT && actor.kind === 'contributor'
      ? await saveSections(db, actor, { ...of, sections: bySection(open, entries, again) })
      : await saveSection(db, actor, { ...of, sectionKey: section.key, entries, again })
    return { ...posted, ...rest, open: saved, saved: written.length, refusal: null, unsaved: new Set() }
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error
    const { writes, conflicts } = merge.planSave(entries, open.responses)
    const unsaved = new Set([...writes, ...conflicts].map(({ key }) => key))
    return { ...posted, open, saved: 0, conflicts: [], wouldCancel: [], refusal: error, unsaved }
  }
}

/** Into a section that is not asked any more nothing is saved: what was typed comes back with the reason, beside what is saved. */
function dropUnasked(form: SectionForm, open: OpenReturn): void {
  const asked = new Set(askedOf(open).flatMap(({ key }) => open.document.sections.find(section => section.key === key)?.questions ?? []))
  const { writes, conflicts } = merge.planSave(form.entries, open.responses)
  for (const { key } of [...writes, ...conflicts]) {
    if ([...asked].some(question => question.key === key)) continue
    form.entries.delete(key)
    form.errors.push({ questionKey: key, fieldId: `question-${key}`, message: NOT_ASKED })
  }
}

const NOT_ASKED = 'This question is not asked any more, because another answer was changed. What you typed in it is not saved'

/** The field by which a form says which signatures it told the person of. */
export const SIGNATURES = '_signatures'

/** What a person chooses who was shown both texts of a part: the other one, or their own instead of the one that they saw, of which the print follows. */
export const choiceName = (key: string, part: keyof Response): string => `keep.${key}.${part}`
export const CHOICE = { theirs: merge.THEIRS, mine: (print: string) => `mine .${print}` }

/** Without a choice a conflict stays one. */
function withChoices(entries: SectionForm['entries'], body: Body): Map<string, merge.Entry> {
  const kept = new Map<string, merge.Entry>()
  for (const [key, entry] of entries) {
    const chosen = PARTS.flatMap(part => {
      const [, print] = /^mine \.([\w-]{0,8})$/.exec(typed(body, choiceName(key, part))) ?? []
      if (typed(body, choiceName(key, part)) === CHOICE.theirs) return [[part, merge.THEIRS] as const]
      return print === undefined ? [] : [[part, print] as const]
    })
    kept.set(key, chosen.length === 0 ? entry : { ...entry, choices: Object.fromEntries(chosen) })
  }
  return kept
}
