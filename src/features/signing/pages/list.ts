import type { DataTable } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { signatures } from '../../returns/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { countSignaturesOfRound, signaturesOfRound, type ListedSignature } from '../listStore.ts'

const PAGE_SIZE = 50

/** The signatures of a round that staff have to look at, and those that are still to come. */
export const signatureListPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const toConfirm = (Object.keys(signatures.PROOFS) as signatures.Proof[]).filter(proof => signatures.PROOFS[proof].toConfirm)
  const of = { partnershipId: actor.partnershipId, roundId: round.id, toConfirm }
  const total = await countSignaturesOfRound(db, of)
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const listed = await signaturesOfRound(db, of, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE })
  const list = { page, pageSize: PAGE_SIZE, total, noun: 'line' }
  renderPage(res, 'signing/list', {
    title: 'Signatures',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Signatures' }),
    roundName: round.name,
    askAll: listed.some(({ waits }) => waits) ? { href: `/rounds/${round.id}/signatures/ask`, text: 'Ask all boards to sign' } : null,
    table: listed.length === 0 ? null : tableOf(listed),
    pagination: paginate({ ...list, href: to => `/rounds/${round.id}/signatures?page=${to}` }),
    empty: { heading: 'Nothing to look at', text: 'No signature is unusual, and no return waits for one.' },
  })
}

const tableOf = (listed: readonly ListedSignature[]): DataTable => ({
  id: 'signatures',
  caption: 'Signatures to look at, and those still to come',
  captionHidden: true,
  columns: [{ text: 'Establishment' }, { text: 'Signature' }, { text: 'What is unusual' }, { text: 'Standing' }],
  rows: listed.map(line => [
    { text: line.establishment, href: `/returns/${line.returnId}/signatures` },
    { text: signedWords(line), typed: true },
    { text: unusualWords(line) },
    { text: standingWords(line), typed: true },
  ]),
  compact: true,
})

const signedWords = ({ role, name, at }: ListedSignature): string =>
  role === null || name === null || at === null ? '' : `${name}, ${CONTACT_ROLE_WORDS[role].toLowerCase()}, at ${sayInstant(at)}`

const unusualWords = ({ proof, unusual }: ListedSignature): string =>
  [
    ...(proof !== null && signatures.PROOFS[proof].toConfirm ? [signatures.PROOFS[proof].words] : []),
    ...(unusual ?? []).map(code => signatures.UNUSUAL_WORDS[code]),
  ].join('. ')

function standingWords({ role, confirmedAt, waits, waived }: ListedSignature): string {
  const parts = [
    role === null ? '' : confirmedAt === null ? 'To confirm' : 'Confirmed',
    waits ? 'Waiting for the chair or proprietor' : '',
    waived === null ? '' : `Without the chair or proprietor: ${waived}`,
  ]
  return parts.filter(words => words !== '').join('. ')
}
