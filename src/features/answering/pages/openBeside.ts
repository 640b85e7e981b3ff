import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { besideSession } from '../../../platform/http/sessionStore.ts'
import type { ContributorActor } from '../../history/index.ts'
import type { OpenReturn } from '../../returns/index.ts'
import { openFor, type ReadReturn } from '../openActions.ts'

/**
 * The return of a person on a page whose route reads it with the session: it is as it was when the request came, so a save says which
 * version it read. @throws Refusal (not found)
 */
export function openBeside(db: Db, actor: ContributorActor, req: Request): Promise<OpenReturn> {
  const read = besideSession(req) as (ReadReturn & { sess: unknown; person: unknown }) | undefined
  if (!read) return openFor(db, actor)
  const { sess: _session, person: _person, ...answers } = read
  return openFor(db, actor, answers)
}
