import type { Cell, DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { idParam, queryPage } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant, sayShortInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayDelivery } from '../../messages/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { sayReason } from '../reasons.ts'
import { extensionsOfBatch, findBatch, untoldInBatch, type Batch, type ToldExtension } from '../grantedStore.ts'

/** Who was given more time together, who was not and why, and whether they have been told. */
export const batchPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const batch = await findBatch(db, actor.partnershipId, round.id, idParam(req, 'batchId'))
  if (!batch) throw notFound()
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(batch.granted / PAGE_SIZE)))
  const [extensions, untold] = await Promise.all([
    extensionsOfBatch(db, actor.partnershipId, batch.id, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    untoldInBatch(db, actor.partnershipId, batch.id),
  ])
  renderPage(res, 'extensions/batch', batchView(round, batch, { extensions, untold, page }))
}

const PAGE_SIZE = 100
/** Those who were refused are kept with the batch and listed on each page, but not by the thousand. */
const MOST_LISTED = 500

function batchView(
  round: Round,
  batch: Batch,
  { extensions, untold, page }: { extensions: readonly ToldExtension[]; untold: number; page: number },
): ViewModel {
  const base = `/rounds/${round.id}/extensions/${batch.id}`
  return {
    title: `More time until ${sayInstant(batch.toDueAt)}`,
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Extensions', href: `/rounds/${round.id}/extensions` }, { text: 'Given together' }),
    summary: [
      { key: { text: 'Given to' }, value: { text: sayCount(batch.granted, 'return') } },
      { key: { text: 'Why' }, value: { text: sayReason(batch.reasonCode, batch.reason) } },
      { key: { text: 'By' }, value: { text: `${batch.grantedBy}, at ${sayInstant(batch.grantedAt)}` } },
    ],
    untold:
      untold === 0
        ? ''
        : `${untold === 1 ? 'One establishment was' : `${untold} establishments were`} not written to: nobody there has an email address, or the return was not issued yet. Tell them another way.`,
    granted: grantedTable(extensions),
    pagination: paginate({
      page,
      pageSize: PAGE_SIZE,
      total: batch.granted,
      noun: 'return',
      href: number => (number === 1 ? base : `${base}?page=${number}`),
    }),
    refusedHeading: `${sayCount(batch.refused.length, 'return was', 'returns were')} not given more time`,
    refused: batch.refused.length === 0 ? undefined : refusedTable(batch),
  }
}

function grantedTable(extensions: readonly ToldExtension[]): DataTable {
  return {
    id: 'granted',
    caption: 'Given more time',
    columns: [{ text: 'Establishment' }, { text: 'Was due' }, { text: 'Now due' }, { text: 'Told' }],
    rows: extensions.map(extension => [
      { text: extension.name, href: `/returns/${extension.returnId}`, hint: extension.identifier },
      { text: sayShortInstant(extension.fromDueAt) },
      { text: sayShortInstant(extension.toDueAt) },
      toldCell(extension),
    ]),
    compact: true,
  }
}

function toldCell({ letters }: ToldExtension): Cell {
  const [first, ...others] = letters
  if (!first) return { text: 'Nobody was written to' }
  const hint = others.map(told).join('. ')
  return { text: told(first), ...(hint === '' ? {} : { hint }) }
}

const told = (letter: ToldExtension['letters'][number]): string => sayDelivery(`The letter to ${letter.email}`, letter)

function refusedTable({ refused }: Batch): DataTable {
  return {
    id: 'refused',
    caption: refused.length > MOST_LISTED ? `Not given more time: the first ${MOST_LISTED} of ${refused.length}` : 'Not given more time',
    columns: [{ text: 'Establishment' }, { text: 'Why not' }],
    rows: refused.slice(0, MOST_LISTED).map(({ returnId, name, words }) => [{ text: name, href: `/returns/${returnId}` }, { text: words }]),
    compact: true,
  }
}
