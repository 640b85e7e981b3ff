import { row, changed, prepared, type Db } from './db.ts'
import type { Id } from './id.ts'
import { Refusal } from './http/refusal.ts'

/**
 * Does a piece of work once per key: the key is made when the form is rendered and sent back with it.
 * A repeat (a double click, a resent request, two of them at once) waits for the first and is given its outcome.
 *
 * Call it inside the action's transaction, around everything the action does.
 */
export async function once<Outcome extends object | undefined>(
  trx: Db,
  request: { partnershipId: Id<'partnership'>; key: string | undefined; purpose: string },
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  if (request.key === undefined) return work()
  const claim = { partnershipId: request.partnershipId, key: request.key, purpose: request.purpose }
  const claimed = await changed(trx, CLAIM, claim)
  if (claimed === 0) {
    const earlier = await row<{ outcome: Outcome | null; purpose: string }>(
      trx,
      `select outcome, purpose from request_keys where partnership_id = :partnershipId and key = :key`,
      claim,
    )
    if (earlier?.purpose !== request.purpose) throw usedElsewhere()
    return (earlier.outcome ?? undefined) as Outcome
  }
  const outcome = await work()
  // Work of which nothing is to be told leaves nothing to keep.
  if (outcome === undefined) return outcome
  await changed(trx, `update request_keys set outcome = :outcome where partnership_id = :partnershipId and key = :key`, {
    ...claim,
    outcome: JSON.stringify(outcome),
  })
  return outcome
}

const CLAIM = prepared(
  'once.claim',
  `insert into request_keys (partnership_id, key, purpose) values (:partnershipId, :key, :purpose) on conflict do nothing`,
)

const usedElsewhere = () =>
  new Refusal('conflict', 'once.used_elsewhere', 'This form was sent before, as another one', [
    'Nothing was changed. Open the page again and fill in its form: a copied page can carry the mark of another.',
  ])
