import { summaryOf } from '../../../platform/forms/errors.ts'
import { typed, typedAll, type Body, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { ContributorActor } from '../../history/index.ts'
import type { LastReturn, Offer } from '../../lastYear/index.ts'
import type { Section } from '../../questionnaires/index.ts'
import { canNow, merge, notOpen, type OpenReturn } from '../../returns/index.ts'
import { askedOf, mayAnswerIn } from '../reach.ts'
import { refuse } from '../refusals.ts'
import { saveSections } from '../severalActions.ts'
import { LEFT, leftOf } from '../whatIsLeft.ts'
import { fromLine, openWithLast } from './lastYear.ts'
import { USED_FROM, usedFrom } from './lastYearBox.ts'
import { entriesOf, offerView, savedLine, unchangedOffers } from './lastYearSection.ts'
import { SIGNATURES } from './sectionForm.ts'
import { signaturesWarning } from './sectionView.ts'
import { tellHead } from './tellHead.ts'

const HERE = '/return/last-year-answers'
type Read = { open: OpenReturn; last: LastReturn; sections: { section: Section; offers: Offer[] }[] }

/** Of every section, the answers that can be used together: read one under another, and used section by section, by one press. */
export const lastYearAnswersPage: Page<ContributorActor> = async (context, _req, res) =>
  renderPage(res, 'answering/lastYearAnswers', view(await allTogether(context), context, { ticked: [], errors: [] }))

/** Uses the answers of the sections that were ticked, as far as the page showed them and they are still blank: all of them or none. */
export const useSectionsPage: Page<ContributorActor> = async (context, req, res) => {
  const body = req.body as Body
  const { db, actor, now } = context
  const read = await allTogether(context)
  const { open, last, sections } = read
  if (typed(body, USED_FROM) !== usedFrom({ last })) throw refuse.lastYearChanged(HERE)
  const ticked = typedAll(body, TICKED)
  const chosen = sections
    .filter(({ section }) => ticked.includes(section.key))
    .map(({ section, offers }) => ({
      sectionKey: section.key,
      used: offers.filter(({ question }) => isShown(body, section, question.key)),
    }))
  if (ticked.length === 0) {
    const errors = [{ field: TICKED, message: 'Tick each section whose answers you have read and found still true' }]
    renderPage(res.status(422), 'answering/lastYearAnswers', view(read, context, { ticked, errors }))
    return
  }
  const saved = await saveSections(db, actor, {
    ...{ open, signatures: typed(body, SIGNATURES), now: now() },
    sections: chosen.map(({ sectionKey, used }) => ({
      ...{ sectionKey, entries: entriesOf(used) },
      again: { from: last.id, questions: used.length },
    })),
  })
  if (saved.wouldCancel.length > 0) throw refuse.signedMeanwhile(HERE)
  await tellHead(context, req, saved.open.auditReturn)
  const written = saved.written.length
  const text = written === 0 ? 'Nothing was saved: these questions have an answer already.' : savedLine(written)
  req.session.notice ??= { text }
  const isMore = written < sections.reduce((sum, { offers }) => sum + offers.length, 0)
  res.redirect(303, isMore ? HERE : leftOf(saved.open).length > 0 ? `/return/sections/${LEFT}` : '/return')
}

const TICKED = 'sections'
const isShown = (body: Body, { key }: Section, question: string): boolean => typed(body, `shown.${key}`).split(' ').includes(question)

/** @throws Refusal (not found) where nothing came before, (conflict) when nothing can be saved now */
async function allTogether(context: PageContext<ContributorActor>): Promise<Read> {
  const { open, last } = await openWithLast(context)
  if (!canNow('save', open.auditReturn)) throw notOpen(open.auditReturn)
  const asked = askedOf(open).filter(({ key }) => mayAnswerIn(open, key))
  const offers = await unchangedOffers(
    context,
    { open, last },
    asked.flatMap(({ questions }) => questions),
  )
  const byKey = new Map(offers.map(offer => [offer.question.key, offer]))
  const sections = asked.map(section => ({ section, offers: section.questions.flatMap(({ key }) => byKey.get(key) ?? []) }))
  return { open, last, sections: sections.filter(one => one.offers.length > 0) }
}

const view = (
  { open, last, sections }: Read,
  { now }: Pick<PageContext<ContributorActor>, 'now'>,
  { ticked, errors }: { ticked: readonly string[]; errors: readonly FormError[] },
): ViewModel => ({
  title: 'Unchanged answers from last time',
  backLink: { text: 'All sections', href: '/return' },
  errors: summaryOf(errors),
  from: fromLine(open, last),
  explained: explained(sections),
  warning: signaturesWarning(open.signOffs, now()) || null,
  fields: [
    { name: SIGNATURES, value: merge.signaturesShown(open.signOffs) },
    { name: USED_FROM, value: usedFrom({ last }) },
    ...sections.map(({ section, offers }) => ({
      name: `shown.${section.key}`,
      value: offers.map(({ question }) => question.key).join(' '),
    })),
  ],
  action: HERE,
  field: TICKED,
  sections: sections.map(({ section, offers }, at) => ({
    // The summary of errors leads to the first.
    id: at === 0 ? TICKED : `${TICKED}-${section.key}`,
    key: section.key,
    title: section.title,
    href: `/return/sections/${section.key}`,
    offers: offers.map(offerView),
    tick:
      offers.length === 1
        ? 'I have read this answer, and it is still true'
        : `I have read these ${offers.length} answers, and all are still true`,
    checked: ticked.includes(section.key),
    error: at === 0 ? (errors[0]?.message ?? null) : null,
  })),
})

const explained = (sections: Read['sections']): string => {
  const count = sections.reduce((sum, { offers }) => sum + offers.length, 0)
  return count === 0
    ? 'No answer can be used again together. Answer the questions section by section.'
    : `${sayCount(count, 'answer', 'answers')} can be used again together: the questions are unchanged. Read what was answered last time. Tick each section whose answers are all still true: they are then saved as yours, and you can still change each of them.`
}
