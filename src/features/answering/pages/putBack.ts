import type { Request } from 'express'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { londonDate, sayMoment } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { parseSectionForm, type RawResponse } from '../../questions/index.ts'
import { merge, type sections } from '../../returns/index.ts'
import { sectionOf } from '../reach.ts'
import { everyQuestion, LEFT } from '../whatIsLeft.ts'
import { rowKey, unsentForm, unsentRows, type RowName } from '../unsentActions.ts'
import { browserOf } from './unsent.ts'

/** What somebody sent when they were signed out, of the questions that they had changed, with what each field was drawn with. */
export type Unsent = { at: Date; raw: ReadonlyMap<string, RawResponse>; bases: ReadonlyMap<string, string> }

/** What waits for somebody in a section, as far as it is not stored by now. */
export async function putBack(
  context: PageContext<ContributorActor>,
  req: Request,
  open: sections.OpenSection,
): Promise<Unsent | undefined> {
  const browser = browserOf(req)
  if (browser === undefined) return undefined
  const asked = String(req.params.section)
  const { key, questions } = asked === LEFT ? everyQuestion(open) : sectionOf(open, asked)
  const found = await unsentForm(context, context.actor, { browser, sectionKey: key })
  if (!found) return undefined
  const form = parseSectionForm(questions, found.fields, londonDate(context.now()))
  const { writes, conflicts } = merge.planSave(form.entries, open.responses)
  const changed = new Set([
    ...writes.map(write => write.key),
    ...conflicts.map(conflict => conflict.key),
    ...form.errors.map(error => error.questionKey),
  ])
  if (changed.size === 0) return undefined
  return {
    at: found.at,
    raw: new Map([...form.raw].filter(([question]) => changed.has(question))),
    bases: new Map([...changed].map(question => [question, typed(found.fields, `v.${question}`)])),
  }
}

/** What waits for somebody in one row of a list: it goes back into its own form. */
export async function rowWaiting(
  context: PageContext<ContributorActor>,
  req: Request,
  name: RowName,
): Promise<{ at: Date; fields: Body } | undefined> {
  const browser = browserOf(req)
  if (browser === undefined) return undefined
  return unsentForm(context, context.actor, { browser, sectionKey: rowKey(String(req.params.section), name) })
}

/** The rows in which something waits for somebody in a section. */
export async function rowsWaiting({ db, actor }: PageContext<ContributorActor>, req: Request): Promise<RowName[]> {
  const browser = browserOf(req)
  return browser === undefined ? [] : unsentRows(db, actor, browser, String(req.params.section))
}

/** What waits, as far as it is of these questions; undefined where none is. */
export function ofThese(unsent: Unsent | undefined, questions: ReadonlySet<string>): Unsent | undefined {
  const raw = new Map([...(unsent?.raw ?? [])].filter(([key]) => questions.has(key)))
  return unsent === undefined || raw.size === 0 ? undefined : { ...unsent, raw }
}

/** What the page says of what it put back. */
export const unsentView = ({ at, raw }: Unsent, base: string, now: Date) => ({
  text: `You were signed out when you sent this section at ${sayMoment(at, now)}. What you typed is back in its place: ${sayCount(raw.size, 'answer')}, not saved yet. Check and save.`,
  drop: { action: `${base}/drop-unsent`, text: 'Show what is saved instead' },
})
