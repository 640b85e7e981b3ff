import type { Request } from 'express'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { londonDate, sayMoment } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { lists, parseSectionForm, type Question, type RawResponse } from '../../questions/index.ts'
import { merge, type sections } from '../../returns/index.ts'
import type { Section } from '../../questionnaires/index.ts'
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
): Promise<{ at: Date; fields: Body; name: RowName } | undefined> {
  const [browser, section] = [browserOf(req), String(req.params.section)]
  if (browser === undefined) return undefined
  const waiting = name.row === 'new' ? await unsentRows(context.db, context.actor, { browser, sectionKey: section }) : [name]
  // Of several new rows the oldest comes first, and the next once it is saved or dropped.
  const found = waiting.find(one => one.question === name.question && (one.row === name.row || one.row.startsWith(`${name.row}.`)))
  const form = found && (await unsentForm(context, context.actor, { browser, sectionKey: rowKey(section, found) }))
  return form && { ...form, name: found }
}

/** What was sent for a row of a list that cannot be opened any more: it can be read, copied and dropped. */
export type UnsentRow = { at: Date; name: RowName; label: string; said: string }

/**
 * What waits in the rows of a section's lists: the first row whose form can be opened, or else what one holds whose list is not asked.
 *
 * @param asked the sections whose questions can be answered now
 */
export async function rowsWaiting(
  context: PageContext<ContributorActor>,
  req: Request,
  { open, asked }: { open: sections.OpenSection; asked: readonly Pick<Section, 'questions'>[] },
): Promise<{ row?: RowName; unasked?: UnsentRow }> {
  const browser = browserOf(req)
  const waiting =
    browser === undefined ? [] : await unsentRows(context.db, context.actor, { browser, sectionKey: String(req.params.section) })
  const isOpen = ({ question }: RowName) =>
    asked.some(({ questions }) => questions.some(one => one.key === question && lists.listOf(one) !== null))
  const row = waiting.find(isOpen)
  if (row) return { row }
  for (const name of waiting) {
    const question = everyQuestion(open).questions.find(({ key }) => key === name.question)
    const found = question && (await rowWaiting(context, req, name))
    if (found) return { unasked: { at: found.at, name, label: question.label, said: saidOf(question, found.fields) } }
  }
  return {}
}

/** "Name: Lee Marsh. Days a week: 2." */
function saidOf(question: Question, fields: Body): string {
  const { columns, rows } = lists.said(question, [lists.rowFrom(question, fields) ?? {}])
  return (rows[0] ?? [])
    .flatMap((cell, at) => ('text' in cell && cell.text !== '' ? [`${columns[at]?.text}: ${cell.text}.`] : []))
    .join(' ')
}

/** What the page says of a row that has no form any more. */
export const unsentRowView = ({ at, name, label, said }: UnsentRow, base: string, now: Date) => ({
  text: `You were signed out when you sent a row of “${label}” at ${sayMoment(at, now)}. This list is not asked now, so the row cannot be saved. You typed: ${said}`,
  drop: { action: `${base}/drop-unsent`, text: 'Delete what I typed', row: `${name.question}/${name.row}` },
})

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
