import { z } from 'zod'
import { clean } from '../../../platform/http/cleanInput.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayTime } from '../../../platform/london.ts'
import type { ContributorActor } from '../../history/index.ts'
import { merge } from '../../returns/index.ts'
import { openBeside } from './openBeside.ts'
import { takeSection, type PostedSection } from './sectionForm.ts'

/** What the script of a section's page sends: the fields of the questions in which something was typed, as the form would send them. */
export const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** What became of them. The script shows it (assets/saveTyped.ts). */
export type TypedAnswer = {
  /** "2:02pm" */
  at: string
  /** Of each question of which nothing waits for a choice, what its field carries from now on. */
  bases: Record<string, string>
  /** The same of the questions of which a part is not stored, because somebody else changed it at the same time. */
  held: Record<string, string>
  /** How many those are. */
  conflicts: number
  /** How many questions are not stored, because what was typed is not an answer yet. */
  wrong: number
  /** Whether the return was signed meanwhile: nothing is stored, since that would cancel signatures of which the page did not tell. */
  isSigned: boolean
}

/**
 * Saves what somebody has typed so far, as the button does with the whole form. Nothing follows from it: more questions are shown, and
 * the head is told, when the button is pressed.
 */
export const saveTypedPage: Page<ContributorActor> = async (context, req, res) => {
  const sent = fields.safeParse(req.body)
  if (!sent.success) throw unreadable()
  const open = await openBeside(context.db, context.actor, req)
  const posted = await takeSection(context, open, String(req.params.section), clean(sent.data))
  if (posted.refusal) throw posted.refusal
  res.json(answerOf(posted, context.now()))
}

function answerOf({ form, entries, open, conflicts, wouldCancel }: PostedSection, now: Date): TypedAnswer {
  const isSigned = wouldCancel.length > 0
  const basesWhere = (isHeld: boolean) =>
    Object.fromEntries(
      [...entries]
        .filter(([key]) => !isSigned && conflicts.some(conflict => conflict.key === key) === isHeld)
        // What a colleague wrote, where this person left it alone, is no base for what they write next.
        .map(([key, entry]) => [key, merge.baseAfter(entry, open.responses.get(key))] as const),
    )
  const wrong = new Set(form.errors.map(({ questionKey }) => questionKey)).size
  return { at: sayTime(now), bases: basesWhere(false), held: basesWhere(true), conflicts: conflicts.length, wrong, isSigned }
}

export const unreadable = () => new Refusal('bad_request', 'broken_request', 'The request could not be read', ['Press Save instead.'])
