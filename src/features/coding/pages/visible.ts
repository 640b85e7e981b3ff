import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idIn } from '../../../platform/forms/fields.ts'
import { idParam, queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { roleHolds } from '../../accounts/index.ts'
import { type AskedQuestion, roundDocuments, questionsIn, type RoundDocument } from '../../counting/index.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { SHOWN, SOURCES, type CommentFilter } from '../filter.ts'
import { findComment, type ListedComment } from '../listStore.ts'
import { codingHref, quotationsHref, themesHref } from '../paths.ts'
import type { Quotation } from '../quotation.ts'
import { findQuotation } from '../quotationStore.ts'
import { readyComments } from '../readyActions.ts'
import type { OfRound, Stand } from '../readyStore.ts'
import { refuse } from '../refusals.ts'
import type { CommentTheme } from '../theme.ts'
import { themesOf } from '../themeStore.ts'

export const TITLE = 'Themes in comments'

/** The round that a path names, with its comments as they are now. @throws Refusal */
export async function visibleComments(db: Db, actor: StaffActor, req: Request): Promise<{ round: Round; of: OfRound; stand: Stand }> {
  const round = await visibleRound(db, actor, req)
  const of = { partnershipId: actor.partnershipId, roundId: round.id }
  return { round, of, stand: await readyComments(db, of) }
}

type Visible = Awaited<ReturnType<typeof visibleComments>>

/** The theme that a path names, with all of its round. To whoever still has one open that a colleague removed: by whom. @throws Refusal */
export async function visibleTheme(
  db: Db,
  actor: StaffActor,
  req: Request,
): Promise<Visible & { theme: CommentTheme; themes: CommentTheme[] }> {
  const visible = await visibleComments(db, actor, req)
  const themeId = idParam<'commentTheme'>(req, 'commentThemeId')
  const themes = await themesOf(db, visible.of)
  const theme = themes.find(({ id }) => id === themeId)
  if (theme) return { ...visible, theme, themes }
  const by = await earlier.doneBy(db, actor, { roundId: visible.round.id }, ['coding.theme_removed', 'coding.theme_merged'], { themeId })
  throw by === '' ? notFound() : refuse.themeGone(visible.round.id, by)
}

/** The comment that a path names. @throws Refusal */
export async function visibleComment(db: Db, actor: StaffActor, req: Request): Promise<Visible & { comment: ListedComment }> {
  const visible = await visibleComments(db, actor, req)
  const comment = await findComment(db, visible.of, idParam(req, 'commentId'))
  if (!comment) throw notFound()
  return { ...visible, comment }
}

/** The quotation that a path names. To whoever still has one open that a colleague removed: by whom. @throws Refusal */
export async function visibleQuotation(db: Db, actor: StaffActor, req: Request): Promise<Visible & { quotation: Quotation }> {
  const visible = await visibleComments(db, actor, req)
  const quotationId = idParam<'quotation'>(req, 'quotationId')
  const quotation = await findQuotation(db, visible.of, quotationId)
  if (quotation) return { ...visible, quotation }
  const by = await earlier.doneBy(db, actor, { roundId: visible.round.id }, ['quotation.removed'], { quotationId })
  throw by === '' ? notFound() : refuse.quotationGone(visible.round.id, by)
}

/** Which comments an address asks for. What it names and is not there finds none, or is as if it were not named. */
export function filterOf(req: Request): CommentFilter {
  const [show, source] = [queryText(req, 'show'), queryText(req, 'source')]
  return {
    shown: Object.hasOwn(SHOWN, show) ? (show as CommentFilter['shown']) : 'all',
    themeId: idIn<'commentTheme'>(queryText(req, 'theme')),
    returnId: idIn<'return'>(queryText(req, 'return')),
    section: queryText(req, 'section'),
    question: queryText(req, 'question'),
    source: Object.hasOwn(SOURCES, source) ? (source as CommentFilter['source']) : '',
    phase: queryText(req, 'phase'),
    words: queryText(req, 'q'),
  }
}

/** The questions and sections of a round, as its versions word them. */
export type Asked = {
  questions: ReadonlyMap<string, AskedQuestion>
  sections: ReadonlyMap<string, string>
  documents: readonly RoundDocument[]
}

export async function askedIn(db: Db, of: OfRound): Promise<Asked> {
  const documents = await roundDocuments(db, of.partnershipId, of.roundId)
  const sections = new Map(documents.flatMap(({ document }) => document.sections.map(({ key, title }) => [key, title] as const)).reverse())
  return { questions: questionsIn(documents), sections, documents }
}

/** Where a page of a round's comments stands. */
export const codingTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: TITLE }] : [{ text: TITLE, href: codingHref(round.id) }, ...below]))

type Tab = 'comments' | 'themes' | 'words' | 'quotations'

/** The four pages of a round's comments. */
export function codingTabs(round: Round, actor: StaffActor, current: Tab) {
  const tabs: { tab: Tab; text: string; href: string }[] = [
    { tab: 'comments', text: 'Comments', href: codingHref(round.id) },
    { tab: 'themes', text: 'Themes and counts', href: themesHref(round.id) },
    { tab: 'words', text: 'Frequent words', href: `${codingHref(round.id)}/words` },
    ...(roleHolds(actor.role, 'quotation.manage')
      ? [{ tab: 'quotations' as const, text: 'Quotations', href: quotationsHref(round.id) }]
      : []),
  ]
  return { label: TITLE, items: tabs.map(({ tab, text, href }) => ({ text, href, current: tab === current })) }
}
