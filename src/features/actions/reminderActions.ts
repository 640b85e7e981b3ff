import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { linkToken, newNonce, tokenHash } from '../../platform/linkToken.ts'
import { londonDate } from '../../platform/london.ts'
import { program, recordEvent } from '../history/index.ts'
import { letterheadOf, queueMessages, type LookAgain } from '../messages/index.ts'
import { PROGRESS_PATH, type Lead } from './action.ts'
import { leadsOf } from './leadStore.ts'
import { actionsDue, insertLink, lettersOver, liveNonce } from './linkStore.ts'
import { progressLetter } from './progressLetter.ts'
import { remindedDays, whoIsReminded } from './reminders.ts'
import { lockAction } from './store.ts'

type Context = Pick<Deps, 'db' | 'secret' | 'baseUrl' | 'now'>

/** Writes to the leads of every action that is due soon, to each once for each day on which it is due. @returns how many letters are new */
export async function remindLeads(deps: Context): Promise<number> {
  const today = londonDate(deps.now())
  let written = 0
  for (const { id, partnershipId } of await actionsDue(deps.db, remindedDays(today)))
    written += await inTransaction(deps.db, trx => remindOf({ ...deps, db: trx }, partnershipId, id, today))
  return written
}

async function remindOf(
  { db: trx, secret, baseUrl }: Omit<Context, 'db'> & { db: Db },
  partnershipId: Id<'partnership'>,
  actionId: Id<'action'>,
  today: string,
): Promise<number> {
  const action = await lockAction(trx, partnershipId, actionId)
  const leads = await leadsOf(trx, partnershipId, [actionId])
  const reminded = action ? whoIsReminded(action, leads, today) : []
  if (!action || reminded.length === 0) return 0
  const from = await letterheadOf(trx, partnershipId)
  let written = 0
  for (const { lead, dueTo } of reminded) {
    const live = await liveNonce(trx, partnershipId, lead.id)
    const nonce = live ?? newNonce()
    const queued = await queueMessages(trx, partnershipId, [progressLetter(action, lead, from, { nonce, dueTo })], baseUrl)
    // Where the letter was written before, its link was ended: nobody is to have another one that they were not told of.
    if (queued.length === 0) continue
    if (!live) await keepLink(trx, partnershipId, { lead, nonce, secret })
    written += 1
    const details = { actionId, what: action.what, lead: lead.name, dueTo }
    await recordEvent(trx, program(partnershipId), { verb: 'action.reminded', details })
  }
  return written
}

async function keepLink(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { lead, nonce, secret }: { lead: Lead; nonce: Buffer; secret: Buffer },
): Promise<void> {
  const { actionId, name, email } = lead
  const hash = tokenHash(linkToken(secret, PROGRESS_PATH, nonce))
  await insertLink(trx, partnershipId, { actionId, leadId: lead.id, name, email, nonce, hash })
}

/** Which letters about actions hold no more as they leave. */
export const whatActionLettersHoldNoMore: LookAgain = async (db, partnershipId, messageIds) =>
  new Map(
    (await lettersOver(db, partnershipId, messageIds)).map(({ id, isEnded }) => [
      id,
      isEnded ? 'its link to report progress was ended' : 'the action was done or dropped meanwhile',
    ]),
  )
