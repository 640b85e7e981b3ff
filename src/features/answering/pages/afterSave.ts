import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { sayCount } from '../../../platform/say.ts'
import { takesAnswer } from '../../questions/index.ts'
import { unanswered } from '../../questionnaires/index.ts'
import type { sections } from '../../returns/index.ts'
import { askedOf, mayAnswerIn } from '../reach.ts'
import { LEFT, titleOf } from '../whatIsLeft.ts'
import { actionsToSay } from './actionsToSay.ts'
import { doubtsHtml } from './doubtsView.ts'
import type { UploadReport } from './evidenceBox.ts'
import { intentOf, pageAfter } from './intent.ts'
import { fromHere, nextOfLeft } from './nextOfLeft.ts'
import { deskOf, type SectionActor, type SectionDesk } from './sectionDesk.ts'
import type { PostedSection } from './sectionForm.ts'

type Context = { actor: SectionActor; now: () => Date }

/** What was saved by a button that leads to another page, to be said there; null where nothing was, or where that page says so itself. */
export function saidElsewhere({ actor }: Context, { open, section, saved }: PostedSection, body: Body): string | null {
  const intent = intentOf(body)
  if (saved === 0 || intent.kind === 'section' || intent.kind === 'file') return null
  const page = pageAfter(intent, section.key, deskOf(actor, open.auditReturn))
  return page === undefined ? null : savedLine(open, { saved: section.key })
}

/** Where a save that went well leads. */
export function nextAddress({ actor, now }: Context, posted: PostedSection, body: Body, uploads: UploadReport | undefined): string {
  const { open, section } = posted
  const desk = deskOf(actor, open.auditReturn)
  const here = fromHere(posted, desk.section(section.key))
  const intent = intentOf(body)
  const page = pageAfter(intent, section.key, desk)
  if (page !== undefined) return page
  if (intent.kind === 'later') return `${desk.all.href}?saved=${section.key}${leftIn(posted, desk)}`
  const saved = `saved=${section.key}${uploads && uploads.added > 0 ? `&files=${uploads.added}` : ''}`
  if (section.key === LEFT)
    return nextOfLeft(posted, {
      ...{ here, end: desk.end, saved, stays: intent.kind === 'stay' ? { at: pressedAt(body) } : null },
      isDoubtful: after => doubtsHtml(after, now()) !== '',
    })
  const fresh = newlyAsked(posted)
  if (fresh.length > 0) return `${here}new=${fresh.join('.')}`
  if (intent.kind === 'stay') return `${here}${saved}${anchorOf(body)}`
  const acts = desk.isOwn ? actionsToSay(posted) : []
  if (acts.length > 0) return `${here}act=${acts.join('.')}`
  const asked = askedOf(open)
  const after = asked.slice(asked.findIndex(({ key }) => key === section.key) + 1)
  const next = after.find(({ key }) => !desk.isOwn || mayAnswerIn(open, key))
  return `${next ? desk.section(next.key) : desk.end}?${saved}${leftIn(posted, desk)}`
}

/** How many answers are still missing in the section, for the page to which a save leads; nothing to staff, who type what they were sent. */
function leftIn({ open, section }: PostedSection, { isOwn }: SectionDesk): string {
  const missing = unanswered(open.document, open.auditReturn.facts, open.responses, open.evidenceCounts)
  const { length } = missing.filter(({ sectionKey }) => sectionKey === section.key)
  return isOwn && length > 0 ? `&left=${length}` : ''
}

/** Where on the page the button was that saved. */
const anchorOf = (body: Body): string => {
  const key = pressedAt(body)
  return key === '' ? '' : `#${typed(body, 'intent').startsWith('again:') ? 'question' : 'files'}-${key}`
}

/** The question whose button was pressed; blank for a button of the whole form. */
const pressedAt = (body: Body): string => /^(?:upload|again|again-file):([a-z][a-z0-9_]*)/.exec(typed(body, 'intent'))?.[1] ?? ''

/** The questions of this section that its answers made asked: they were not on the form. */
function newlyAsked({ open, section, form }: PostedSection): string[] {
  const asked = askedOf(open).find(({ key }) => key === section.key)
  return (asked?.questions ?? []).filter(question => takesAnswer(question) && !form.raw.has(question.key)).map(({ key }) => key)
}

/** "“Training” is saved, with 2 files. 3 answers are still missing.", from the address that a save led to. */
export function savedLine(open: sections.OpenSection, query: unknown): string | null {
  const key = typed(query, 'saved')
  const title = titleOf(open, key)
  if (title === undefined) return null
  const files = wholeNumberIn(typed(query, 'files'), 1000) ?? 0
  const left = wholeNumberIn(typed(query, 'left'), 1000) ?? 0
  const missing = left > 0 ? ` ${sayCount(left, 'answer is', 'answers are')} still missing in it.` : ''
  return `“${title}” is saved${files > 0 ? `, with ${sayCount(files, 'file')}` : ''}.${missing}`
}
