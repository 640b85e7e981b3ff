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
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** What became of them. The script shows it (assets/saveTyped.ts). */
export type TypedAnswer = {
  /** "2:02pm" */
  at: string
  /** What the field of each question carries from now on: the parts that are stored as they were sent are told apart from what somebody else changed. */
  bases: Record<string, string>
  /** How many questions are not stored, because what was typed is not an answer yet. */
  wrong: number
  /** The questions of which a part is not, because somebody else changed it at the same time. */
  conflicts: string[]
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
  // What a colleague wrote, where this person left it alone, is no base for what they write next.
  const bases = [...entries].map(([key, entry]) => [key, merge.baseAfter(entry, open.responses.get(key))] as const)
  const isSigned = wouldCancel.length > 0
  const wrong = new Set(form.errors.map(({ questionKey }) => questionKey)).size
  return {
    at: sayTime(now),
    bases: isSigned ? {} : Object.fromEntries(bases),
    wrong,
    conflicts: isSigned ? [] : conflicts.map(({ key }) => key),
    isSigned,
  }
}

const unreadable = () => new Refusal('bad_request', 'broken_request', 'The request could not be read', ['Press Save instead.'])
