import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { besideSession } from '../../../platform/http/sessionStore.ts'
import type { ContributorActor } from '../../history/index.ts'
import type { OpenReturn, reading } from '../../returns/index.ts'
import { openFor, openSectionFor, type ReadReturn, type ReadSection } from '../openActions.ts'

/**
 * The return of a person on a page whose route reads it with the session: it is as it was when the request came, so a save says which
 * version it read. @throws Refusal (not found)
 */
export const openBeside = (db: Db, actor: ContributorActor, req: Request): Promise<OpenReturn> =>
  openFor(db, actor, besideSession<{ return: ReadReturn }>(req)?.found.return)

/** The same with what the page of one section needs. @throws Refusal (not found) */
export function openSectionBeside(db: Db, actor: ContributorActor, req: Request): Promise<reading.OpenSection> {
  const beside = besideSession<{ return: ReadSection }>(req)
  const [keys] = (beside?.values ?? []) as [(readonly string[])?]
  return beside && keys ? openSectionFor(db, actor, { read: beside.found.return, keys }) : openBeside(db, actor, req)
}
