import type { ViewModel } from '../../../platform/http/page.ts'
import type { Refusal } from '../../../platform/http/refusal.ts'
import { sayDay } from '../../../platform/london.ts'
import { paragraphs, sayCount } from '../../../platform/say.ts'
import { withLinks } from '../../../platform/telephone.ts'
import type { FoundLink } from '../linkStore.ts'
import { partsOf, type Held } from '../ratingForm.ts'
import type { Report } from '../reportReading.ts'
import { givenBy } from '../rollUp.ts'
import { resultSentence } from '../sentences.ts'
import { nameOf } from '../standard.ts'
import { givenCell } from '../words.ts'
import { pagesOf } from './enter.ts'
import { heatTable } from './exerciseView.ts'
import type { OwnDesk } from './ownDesk.ts'
import type { ratePart } from './rateView.ts'

/** Where an agency stands: its own ratings, and the way on. */
export function overviewModel({ token, link, exercise, standards, ratings }: OwnDesk, saved: number | null): ViewModel {
  const stored = new Map(ratings.map(rating => [rating.standardId, rating]))
  const isOpen = exercise.status === 'open'
  const parts = partsOf(standards)
  const firstLeft = parts.findIndex(part => part.some(({ id }) => !stored.has(id)))
  const partOf = new Map(parts.flatMap((part, at) => part.map(({ id }): [typeof id, number] => [id, at + 1])))
  const rated = standards.filter(({ id }) => stored.has(id)).length
  return {
    title: exercise.setTitle,
    layout: 'respondent',
    caption: `${link.agency}, ${exercise.title}`,
    saved: sayOfSaved(saved),
    introduction: paragraphs(exercise.introduction),
    due: isOpen
      ? `Please rate the standards by ${sayDay(exercise.dueAt)}.`
      : 'This exercise is closed. You can read what was rated, and nothing more can be saved.',
    progress: `${rated} of ${sayCount(standards.length, 'standard')} ${rated === 1 ? 'is' : 'are'} rated.`,
    scale: exercise.scale.map(({ word, colour, meets }) => ({
      tag: { text: word, colour },
      means: meets ? 'counts as met' : 'does not count as met',
    })),
    start:
      isOpen && parts.length > 0
        ? {
            href: `/rate/${token}/${Math.max(firstLeft, 0) + 1}`,
            text: rated === 0 ? 'Start rating' : firstLeft === -1 ? 'Read your ratings' : 'Continue rating',
          }
        : null,
    sharedHref: exercise.shared ? `/rate/${token}/all` : '',
    table: {
      id: 'own',
      caption: 'Your ratings',
      columns: [{ text: 'Standard' }, { text: 'Rating' }, { text: 'Saved by' }],
      rows: standards.map(standard => {
        const rating = stored.get(standard.id)
        return [
          { text: nameOf(standard), ...(isOpen ? { href: `/rate/${token}/${partOf.get(standard.id) ?? 1}#standard-${standard.id}` } : {}) },
          givenCell(exercise.scale, givenBy(rating)),
          { text: rating?.byName ?? '' },
        ]
      }),
      compact: true,
    },
    contact: withLinks(contactLine(link)),
  }
}

/** The page on which an agency rates some standards. */
export function rateModel(
  { token, link, exercise }: OwnDesk,
  view: ReturnType<typeof ratePart>,
  line: object,
  saved: number | null,
): ViewModel {
  return {
    title: `Rate the standards: ${view.of.words.toLowerCase()}`,
    layout: 'respondent',
    ...view,
    caption: `${link.agency}: ${exercise.setTitle}, ${exercise.title}`,
    action: `/rate/${token}/${view.of.part}`,
    saved: sayOfSaved(saved),
    line,
    pages: pagesOf(view.of, to => `/rate/${token}/${to}`),
    backHref: `/rate/${token}`,
    backText: 'All your ratings',
  }
}

/** What all agencies say, where an exercise shares it. Evidence and comments stay with who wrote them. */
export const sharedModel = ({ token, link, exercise }: OwnDesk, report: Report): ViewModel => ({
  title: 'The ratings of all agencies',
  layout: 'respondent',
  caption: `${link.agency}: ${exercise.setTitle}, ${exercise.title}`,
  result: resultSentence(exercise, report.matrix, report.agencies.length),
  table: heatTable(report),
  backHref: `/rate/${token}`,
})

/** A link that leads nowhere: why, what to do, and what the form held that was sent by it, to be copied. Nothing that is stored. */
export const overView = (link: FoundLink | null, { message, paragraphs: lines }: Refusal, held: readonly Held[]): ViewModel => ({
  title: message,
  layout: 'plain',
  paragraphs: [...(link ? [`The link was for ${link.agency}.`] : []), ...lines],
  held,
  contact: link ? withLinks(contactLine(link)) : null,
  back: [],
})

const sayOfSaved = (saved: number | null): string =>
  saved === null ? '' : saved === 0 ? 'Nothing had changed, so nothing was saved.' : `${sayCount(saved, 'rating is', 'ratings are')} saved.`

function contactLine({ partnershipName, contactName, contactEmail, contactPhone }: FoundLink): string {
  const ways = [contactEmail === '' ? '' : `email ${contactEmail}`, contactPhone === '' ? '' : `call ${contactPhone}`].filter(
    way => way !== '',
  )
  if (ways.length === 0) return `Questions? Contact ${partnershipName}.`
  return `Questions? Contact ${contactName === '' ? partnershipName : `${contactName} at ${partnershipName}`}: ${ways.join(' or ')}.`
}
