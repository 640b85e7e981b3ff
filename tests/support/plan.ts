import { linkToken, newNonce, tokenHash } from '../../src/platform/linkToken.ts'
import { changed } from '../../src/platform/db.ts'
import { createAction } from '../../src/features/actions/index.ts'
import { addDrafts, createPlan } from '../../src/features/plans/index.ts'
import { BUSINESS_PLAN } from '../../seeds/demo/businessPlan.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Browser, TestWorld } from './app.ts'

/** A coordinator with a plan of one priority, its objectives and its actions. */
export async function plan(
  world: TestWorld,
  partnershipId?: Id<'partnership'>,
): Promise<{ browser: Browser; base: string; actions: Id<'action'>[] }> {
  const actor = await world.make.staffActor(partnershipId)
  const head = { title: 'Plan of the board', alsoCalled: '', period: '', authorities: '', owner: '', alignedWith: '', label: '', dated: '' }
  const { planId } = await createPlan(world.db, actor, { ...head, kind: 'priorities', linkedPlanId: null })
  const actions = await world.db.transaction(trx => addDrafts(trx, actor, { planId, parts: PARTS }))
  return { browser: await world.staff(actor.accountId), base: `/plans/${planId}`, actions }
}

const [FIRST] = BUSINESS_PLAN
const PARTS = FIRST ? [{ ...FIRST, measures: [{ kind: 'data' as const, words: 'Referrals that name neglect', values: [] }] }] : []

/** A link to report progress on an action that stands nowhere. @returns the action, and the path of the link */
export async function progressPath(world: TestWorld, partnershipId: Id<'partnership'>): Promise<{ actionId: Id<'action'>; path: string }> {
  const actor = await world.make.staffActor(partnershipId)
  const text = { what: 'Write to every head', timescale: 'March 2031', lead: 'Maya Lindqvist', outcomeMeasure: '', remark: '' }
  const { actionId } = await createAction(world.db, actor, text)
  const nonce = newNonce()
  const token = linkToken(world.deps.secret, 'action', nonce)
  await changed(world.db, `update action_leads set email = 'maya@council.example' where action_id = ?`, [actionId])
  await changed(
    world.db,
    `insert into action_links (partnership_id, action_id, lead_id, name, email, nonce, token_hash)
     select partnership_id, action_id, id, name, email, ?, ? from action_leads where action_id = ?`,
    [nonce, tokenHash(token), actionId],
  )
  return { actionId, path: `/progress/${token}` }
}
