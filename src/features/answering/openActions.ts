import type { Request } from 'express'
import type { Db } from '../../platform/db.ts'
import type { ContributorActor } from '../history/index.ts'
import { besideSession } from '../../platform/http/sessionStore.ts'
import { lockReturns, openReturn, type OpenReturn } from '../returns/index.ts'

/**
 * The return of somebody who came by an audit link, narrowed to what their link opens: the only way from a page of an
 * establishment to a return.
 *
 * @throws Refusal (not found)
 */
export const openFor = async (db: Db, { partnershipId, returnId, reach }: ContributorActor): Promise<OpenReturn> => ({
  ...(await openReturn(db, partnershipId, returnId)),
  reach,
})

/**
 * The same for a page whose route reads the return with the session: it is as it was when the request came, so a save says which version
 * it read. @throws Refusal (not found)
 */
export async function openBeside(db: Db, { partnershipId, returnId, reach }: ContributorActor, req: Request): Promise<OpenReturn> {
  return { ...(await openReturn(db, partnershipId, returnId, answersBeside(req))), reach }
}

type AnswersRow = NonNullable<Parameters<typeof openReturn>[3]>

function answersBeside(req: Request): AnswersRow | undefined {
  const read = besideSession(req) as (AnswersRow & { sess: unknown; person: unknown }) | undefined
  if (!read) return undefined
  const { sess: _session, person: _person, ...answers } = read
  return answers
}

/** The same, held until the caller's transaction ends. @throws Refusal (not found) */
export async function lockFor(trx: Db, actor: ContributorActor): Promise<OpenReturn> {
  await lockReturns(trx, actor.partnershipId, [actor.returnId])
  return openFor(trx, actor)
}
