import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { idIn } from '../../../platform/forms/fields.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { DELIVERIES } from '../delivery.ts'
import { MESSAGE_KINDS } from '../kinds.ts'
import { countMessages, listMessages, roundsWithMail, type MailFilter } from '../listStore.ts'
import { mailHref, mailView } from './mailView.ts'

const PAGE_SIZE = 50

/** Everything that was written to anybody, and how far it came. */
export const mailPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const filter = readFilter(name => queryText(req, name))
  const counts = await countMessages(db, actor.partnershipId, filter)
  const total = filter.delivery === '' ? Object.values(counts).reduce((sum, count) => sum + count, 0) : (counts[filter.delivery] ?? 0)
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  renderPage(
    res,
    'messages/list',
    mailView({
      filter,
      counts,
      messages: await listMessages(db, actor.partnershipId, filter, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
      rounds: await roundsWithMail(db, actor.partnershipId),
      total,
      pagination: paginate({ page, pageSize: PAGE_SIZE, total, noun: 'message', href: to => mailHref(filter, { page: to }) }),
    }),
  )
}

function readFilter(value: (name: string) => string): MailFilter {
  const round = value('round')
  return {
    search: value('search').slice(0, 100),
    kind: MESSAGE_KINDS.find(kind => kind === value('kind')) ?? '',
    delivery: DELIVERIES.find(delivery => delivery === value('delivery')) ?? '',
    round: idIn<'round'>(round) ?? null,
  }
}
