import type { Id } from '../../../platform/id.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay, sayShortInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayReason } from '../reasons.ts'
import { countExtensions, extensionsOfRound, type Extension } from '../grantedStore.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'

const PAGE_SIZE = 50

/** All that was granted in a round, the newest first. */
export const extensionsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const counts = await countExtensions(db, actor.partnershipId, round.id)
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(counts.extensions / PAGE_SIZE)))
  const found = await extensionsOfRound(db, actor.partnershipId, round.id, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const base = `/rounds/${round.id}/extensions`
  const mayGrant = round.status === 'open' && roleHolds(actor.role, 'extension.grant')
  const chooseHref = mayGrant ? `/rounds/${round.id}/returns?flag=outstanding` : ''
  renderPage(res, 'extensions/list', {
    title: 'Extensions',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Extensions' }),
    roundName: round.name,
    counts: countsLine(counts),
    extendedHref: `/rounds/${round.id}/returns?flag=extended`,
    chooseHref,
    table: found.length === 0 ? undefined : extensionsTable(round.id, found, roleHolds(actor.role, 'extension.grant')),
    empty: {
      heading: 'Nobody has been given more time yet',
      text: 'Every return is due when the round is.',
      ...(mayGrant ? { action: { text: 'Choose returns', href: chooseHref } } : {}),
    },
    pagination: paginate({
      page,
      pageSize: PAGE_SIZE,
      total: counts.extensions,
      noun: 'extension',
      href: number => (number === 1 ? base : `${base}?page=${number}`),
    }),
  })
}

const countsLine = ({ extensions, returns }: { extensions: number; returns: number }): string =>
  `${sayCount(extensions, 'extension')} for ${sayCount(returns, 'return')}.`

function extensionsTable(roundId: Id<'round'>, extensions: readonly Extension[], opensBatches: boolean): DataTable {
  return {
    id: 'extensions',
    caption: 'Extensions of this round, the newest first',
    captionHidden: true,
    columns: [{ text: 'Establishment' }, { text: 'Was due' }, { text: 'Then due' }, { text: 'Why' }, { text: 'Given' }],
    rows: extensions.map(extension => [
      { text: extension.name, href: `/returns/${extension.returnId}`, hint: extension.identifier },
      { text: sayShortInstant(extension.fromDueAt) },
      { text: sayShortInstant(extension.toDueAt) },
      { text: sayReason(extension.reasonCode, extension.reason) },
      {
        text: sayShortDay(extension.grantedAt),
        ...(opensBatches
          ? {
              href: `/rounds/${roundId}/extensions/${extension.batchId}`,
              hiddenText: `: all that was given together with ${extension.name}`,
            }
          : {}),
        hint: `by ${extension.grantedBy}`,
      },
    ]),
    compact: true,
  }
}
