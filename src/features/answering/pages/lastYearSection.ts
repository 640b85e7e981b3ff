import { londonDate } from '../../../platform/london.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { ContributorActor } from '../../history/index.ts'
import { fillFrom, offersOf, type LastReturn, type Offer } from '../../lastYear/index.ts'
import { NO_RESPONSE, type Question } from '../../questions/index.ts'
import type { Section } from '../../questionnaires/index.ts'
import { responseLines } from '../../returnPages/index.ts'
import { canNow, merge, notOpen, saveSection, sections, type OpenReturn, reopened } from '../../returns/index.ts'
import { askedOf, sectionOf } from '../reach.ts'
import type { SavedSection } from '../severalActions.ts'
import { refuse } from '../refusals.ts'
import { fromLine, openWithLast } from './lastYear.ts'
import { USED_FROM, usedFrom } from './lastYearBox.ts'
import { offersFor } from './registerOffers.ts'
import { SIGNATURES } from './sectionForm.ts'
import { signaturesWarning } from './sectionView.ts'
import { tellHead } from './tellHead.ts'

type Context = PageContext<ContributorActor>
type Together = { open: OpenReturn; last: LastReturn; section: Section; offers: Offer[] }

/** The answers of a section that can be used together: unchanged questions that are still blank. They are read here, and used by one press. */
export const lastYearSectionPage: Page<ContributorActor> = async (context, req, res) => {
  const { open, last, section, offers } = await together(context, String(req.params.section))
  const left = section.questions.filter(({ key }) => !open.responses.has(key)).length - offers.length
  renderPage(res, 'answering/lastYearSection', {
    title: `Answers from last time: ${section.title}`,
    backLink: { text: section.title, href: `/return/sections/${section.key}` },
    from: fromLine(open, last),
    offers: offers.map(offerView),
    explained: explained(offers.length),
    warning: signaturesWarning(open.signOffs, context.now()) || null,
    fields: [
      { name: SIGNATURES, value: merge.signaturesShown(open.signOffs) },
      { name: USED_FROM, value: usedFrom({ last }) },
      { name: SHOWN, value: offers.map(({ question }) => question.key).join(' ') },
    ],
    action: `/return/last-year/${section.key}`,
    button: offers.length === 1 ? 'Use this answer again' : `Use these ${offers.length} answers again`,
    left:
      left === 0
        ? null
        : left === 1
          ? 'Answer the other question of this section by itself.'
          : `Answer the other ${left} questions of this section one by one.`,
    sectionHref: `/return/sections/${section.key}`,
  })
}

/** Uses the answers that the page showed, as far as they are still blank. */
export const useTogetherPage: Page<ContributorActor> = async (context, req, res) => {
  const body = req.body as Body
  const { db, actor, now } = context
  const { open, last, section, offers } = await together(context, String(req.params.section))
  const here = `/return/last-year/${section.key}`
  if (typed(body, USED_FROM) !== usedFrom({ last })) throw refuse.lastYearChanged(here)
  const shown = new Set(typed(body, SHOWN).split(' '))
  const used = offers.filter(({ question }) => shown.has(question.key))
  const saved = await saveSection(db, actor, {
    ...{ open, sectionKey: section.key, signatures: typed(body, SIGNATURES), now: now() },
    entries: entriesOf(used),
    again: { from: last.id, questions: used.length },
  })
  if (saved.wouldCancel.length > 0) throw refuse.signedMeanwhile(here)
  await tellHead(context, req, saved.open.auditReturn)
  const { length } = saved.written
  req.session.notice ??= {
    text: length === 0 ? 'Nothing was saved: these questions have an answer already.' : savedLine(length),
  }
  res.redirect(303, `/return/sections/${section.key}`)
}

export const savedLine = (count: number): string =>
  `${sayCount(count, 'answer', 'answers')} from last time ${count === 1 ? 'is' : 'are'} saved as your answer${count === 1 ? '' : 's'}. You can still change ${count === 1 ? 'it' : 'each of them'}.`

const SHOWN = 'shown'

/** @throws Refusal (not found) where the section is not asked or nothing came before, (conflict) when nothing can be saved now */
async function together(context: Context, sectionKey: string): Promise<Together> {
  const { open, last } = await openWithLast(context)
  sectionOf(open, sectionKey)
  if (!canNow('save', open.auditReturn)) throw notOpen(open.auditReturn)
  if (!reopened.isSectionOpen(open, sectionKey)) throw sections.sectionStays()
  const section = askedOf(open).find(({ key }) => key === sectionKey)
  if (!section) throw refuse.notAsked({ text: 'All sections', href: '/return' })
  return { open, last, section, offers: await unchangedOffers(context, { open, last }, section.questions) }
}

/** Of these questions, what may be used together: unchanged ones that are still blank, and for which the register offers nothing. */
export async function unchangedOffers(
  context: Context,
  { open, last }: Pick<Together, 'open' | 'last'>,
  questions: readonly Question[],
): Promise<Offer[]> {
  const blank = questions.filter(({ key }) => !open.responses.has(key))
  const registered = await offersFor(context, open, blank)
  const offers = offersOf(last, blank, londonDate(context.now()))
  return [...offers.values()].filter(({ withOthers, question }) => withOthers && !registered.has(question.key))
}

/** What is saved when offers are used, each as if it had been typed into a form that was blank. */
export const entriesOf = (offers: readonly Offer[]): SavedSection['entries'] => {
  const base = merge.baseOf(undefined, NO_RESPONSE)
  return new Map(offers.map(offer => [offer.question.key, { base, response: fillFrom(offer, NO_RESPONSE) }]))
}

export const offerView = ({ question, then, response }: Offer) => ({ label: question.label, lines: responseLines(then, response) })

const explained = (count: number): string =>
  count === 0
    ? 'No answer of this section can be used again together. Answer the questions in the section.'
    : `${sayCount(count, 'answer', 'answers')} can be used again together: the questions are unchanged. Read what was answered last time. If all of it is still true, use it again: it is then saved as your answer${count === 1 ? '' : 's'}, and you can still change ${count === 1 ? 'it' : 'each of them'}. To change one first, answer it in the section.`
