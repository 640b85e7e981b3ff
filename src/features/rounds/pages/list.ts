import type { Page } from '../../../platform/http/routes.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { StatNumber, StatusTag } from '../../../platform/http/components.ts'
import { daysBetween, sayInstant } from '../../../platform/london.ts'
import { sayAhead } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayExcuses } from '../../returns/index.ts'
import { MODE_WORDS, ROUND_STATUS_WORDS, type Round } from '../round.ts'
import { roundCards, type RoundCard } from '../store.ts'

/** Every round of the partnership, each with where it stands: the start page of staff. */
export const listPage: Page<StaffActor> = async ({ db, actor, now }, _req, res) => {
  const cards = await roundCards(db, actor.partnershipId)
  const manages = roleHolds(actor.role, 'round.manage')
  renderPage(res, 'rounds/list', {
    title: 'Rounds',
    layout: 'staff',
    newHref: manages ? '/rounds/new' : null,
    reviewsHref: roleHolds(actor.role, 'review.record') ? '/reviews' : null,
    empty: {
      heading: 'No rounds yet',
      text: 'A round is one year’s audit: who is asked, which questions, and by when.',
      ...(manages ? { action: { text: 'Prepare a round', href: '/rounds/new' } } : {}),
    },
    cards: cards.map(card => cardView(card, now(), roleHolds(actor.role, 'return.list'))),
  })
}

export const statusTag = ({ status }: Pick<Round, 'status'>): StatusTag => ({
  text: ROUND_STATUS_WORDS[status].words,
  colour: ROUND_STATUS_WORDS[status].colour,
})

/** @param lists whether its reader may open the lists of what its numbers count */
export function cardView(card: RoundCard, now: Date, lists = true) {
  const home = `/rounds/${card.id}`
  const to = (href: string) => (lists ? { href: `${home}/${href}` } : {})
  return {
    name: card.name,
    href: card.status === 'draft' && lists ? `${home}/establishments` : home,
    tag: statusTag(card),
    line: `${MODE_WORDS[card.mode].words}. ${dueLine(card, now)}`,
    numbers: card.status === 'draft' ? draftNumbers(card, to) : numbers(card, to),
  }
}

/** "Due by 5pm on Friday 27 March 2027, in 12 days." */
export function dueLine(round: Pick<Round, 'status' | 'opensAt' | 'dueAt' | 'closedAt'>, now: Date): string {
  if (round.status === 'draft') return `Planned to open at ${sayInstant(round.opensAt)}, due by ${sayInstant(round.dueAt)}.`
  if (round.status === 'closed' && round.closedAt) return `Was due by ${sayInstant(round.dueAt)}. Closed at ${sayInstant(round.closedAt)}.`
  if (round.dueAt <= now) return `Was due by ${sayInstant(round.dueAt)}.`
  const days = daysBetween(now, round.dueAt)
  const left = sayAhead(days)
  return `Due by ${sayInstant(round.dueAt)}, ${left}.`
}

type To = (href: string) => { href?: string }

const draftNumbers = (card: RoundCard, to: To): StatNumber[] => [
  { number: card.total, label: 'establishments chosen', ...to('establishments') },
]

const numbers = (card: RoundCard, to: To): StatNumber[] => [
  { number: card.issued, label: 'issued', ...to('returns?flag=issued'), ...notIssued(card) },
  { number: card.completed, label: 'completed', ...to('returns?flag=completed'), tone: 'good' },
  {
    number: card.outstanding,
    label: 'outstanding',
    ...to('returns?flag=outstanding'),
    tone: card.outstanding > 0 ? 'attention' : 'quiet',
  },
  ...(card.excused > 0
    ? [
        {
          number: card.excused,
          label: 'excused',
          ...to('returns?flag=not_expected'),
          note: sayExcuses(),
          tone: 'quiet' as const,
        },
      ]
    : []),
]

const notIssued = ({ total, issued }: RoundCard): { note?: string } => (total > issued ? { note: `${total - issued} not issued yet` } : {})
