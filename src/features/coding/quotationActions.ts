import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { findComment } from './listStore.ts'
import { lookAt } from './nameActions.ts'
import { MOST_QUOTATIONS, standsIn, type NotName, type Quotation } from './quotation.ts'
import { countQuotations, deleteQuotation, findQuotation, insertQuotation, setApproved, updateQuotation } from './quotationStore.ts'
import { lockComments, type OfRound } from './readyStore.ts'
import { refuse } from './refusals.ts'
import { themesOf } from './themeStore.ts'

type Path = { roundId: Id<'round'>; quotationId: Id<'quotation'> }

/**
 * Picks words of a comment to be quoted. Nobody has edited them then, so they cannot be published.
 *
 * @returns `elsewhere` when the words do not stand in the comment as it is now: nothing was written then
 */
export function pickQuotation(
  db: Db,
  actor: PartnershipActor,
  {
    roundId,
    commentId,
    original,
    requestKey,
  }: { roundId: Id<'round'>; commentId: Id<'comment'>; original: string; requestKey?: string | undefined },
): Promise<{ quotationId?: Id<'quotation'>; elsewhere?: boolean }> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId }
  return inTransaction(db, async trx => {
    await lockComments(trx, of)
    const comment = await findComment(trx, of, commentId)
    if (!comment?.standing || !standsIn(original, comment.body)) return { elsewhere: true }
    return once(trx, { partnershipId, key: requestKey, purpose: 'quotation.pick' }, async () => {
      if ((await countQuotations(trx, of)) >= MOST_QUOTATIONS) throw refuse.tooManyQuotations(roundId, MOST_QUOTATIONS)
      const themeId = comment.codes.find(({ holds }) => holds)?.themeId ?? null
      const quotationId = await insertQuotation(trx, of, { commentId, commentVersion: comment.version, themeId, original, by: actor.name })
      await recordEvent(trx, actor, { verb: 'quotation.picked', roundId, returnId: comment.returnId, details: { quotationId } })
      return { quotationId }
    })
  })
}

export type QuotationEdit = {
  version: number
  body: string
  themeId: Id<'commentTheme'> | undefined
  notNames: readonly string[]
  at: Date
}

/**
 * Keeps a quotation as a person edited it, and which of its words they say are no names.
 *
 * @returns the quotation as somebody else left it, when it has changed since the form was drawn: nothing was written then
 */
export function editQuotation(
  db: Db,
  actor: PartnershipActor,
  { version, body, themeId, notNames, at, ...path }: Path & QuotationEdit,
): Promise<{ changedSince: Quotation | null }> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId: path.roundId }
  return inTransaction(db, async trx => {
    const quotation = await lockedQuotation(trx, of, path)
    if (quotation.version !== version) return { changedSince: quotation }
    const theme = (await themesOf(trx, of)).find(({ id }) => id === themeId)
    await updateQuotation(trx, partnershipId, quotation.id, {
      body,
      themeId: theme?.id ?? null,
      notNames: said(quotation.notNames, notNames, { by: actor.name, at: at.toISOString() }),
      commentVersion: standsIn(quotation.original, quotation.comment) ? quotation.nowVersion : quotation.commentVersion,
      by: actor.name,
    })
    await recordEvent(trx, actor, {
      verb: 'quotation.edited',
      roundId: path.roundId,
      returnId: quotation.returnId,
      details: { quotationId: quotation.id },
    })
    return { changedSince: null }
  })
}

const MOST_WORDS = 100
const LONGEST_WORD = 200

/** Who first said of a word that it is no name stays. */
const said = (before: readonly NotName[], words: readonly string[], by: { by: string; at: string }): NotName[] =>
  [...new Set(words)]
    .filter(word => word !== '' && word.length <= LONGEST_WORD)
    .slice(0, MOST_WORDS)
    .map(word => before.find(known => known.word === word) ?? { word, ...by })

/** Approves a quotation for publication. @throws Refusal when it may not be published, or is not as it was looked at */
export function approveQuotation(db: Db, actor: PartnershipActor, { version, ...path }: Path & { version: number }): Promise<void> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId: path.roundId }
  return inTransaction(db, async trx => {
    const quotation = await lockedQuotation(trx, of, path)
    if (quotation.approvedAt !== null) return
    if (quotation.version !== version)
      throw refuse.notToPublish(path.roundId, quotation.id, ['Someone has changed it since you looked at it.'])
    const [looked] = await lookAt(trx, of, [quotation])
    if (!looked || looked.lacks.length > 0) throw refuse.notToPublish(path.roundId, quotation.id, looked?.lacks ?? [])
    await setApproved(trx, partnershipId, quotation.id, actor.name)
    await recordEvent(trx, actor, {
      verb: 'quotation.approved',
      roundId: path.roundId,
      returnId: quotation.returnId,
      details: { quotationId: quotation.id },
    })
  })
}

/** Takes an approval back. What was published with it stays as it was. */
export function endApproval(db: Db, actor: PartnershipActor, path: Path): Promise<void> {
  const of = { partnershipId: actor.partnershipId, roundId: path.roundId }
  return inTransaction(db, async trx => {
    const quotation = await lockedQuotation(trx, of, path)
    if (quotation.approvedAt === null) return
    await setApproved(trx, actor.partnershipId, quotation.id, null)
    const details = { quotationId: quotation.id }
    await recordEvent(trx, actor, { verb: 'quotation.approval_ended', roundId: path.roundId, returnId: quotation.returnId, details })
  })
}

/** Removes a quotation; the comment stays. */
export function removeQuotation(db: Db, actor: PartnershipActor, path: Path): Promise<void> {
  const of = { partnershipId: actor.partnershipId, roundId: path.roundId }
  return inTransaction(db, async trx => {
    const quotation = await lockedQuotation(trx, of, path)
    await deleteQuotation(trx, actor.partnershipId, quotation.id)
    const details = { quotationId: quotation.id }
    await recordEvent(trx, actor, { verb: 'quotation.removed', roundId: path.roundId, returnId: quotation.returnId, details })
  })
}

async function lockedQuotation(trx: Db, of: OfRound, { quotationId }: Path): Promise<Quotation> {
  await lockComments(trx, of)
  const quotation = await findQuotation(trx, of, quotationId)
  if (!quotation) throw refuse.quotationGone(of.roundId)
  return quotation
}
