import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { sayInstant } from '../../../platform/london.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import { carried } from '../schemas.ts'

/** The key of the rendered form and the version of the return that it was rendered from. */
export function formOf(req: Request): { key: string | undefined; version: number | undefined } {
  const { _key: key, version } = carried.parse(req.body)
  return { key, version }
}

/**
 * Does what a form asks, unless the return has changed since the form was rendered.
 *
 * @returns whether it was done; when not, the page shows the form again with what was typed
 */
export async function unlessChanged(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'returns.changed_meanwhile') return false
    throw error
  }
}

/** Tells what was done on the page of the return. */
export function doneWith(req: Request, res: Response, returnId: Id<'return'>, text: string): void {
  req.session.notice = { text }
  res.redirect(303, `/returns/${returnId}`)
}

/** "Ben Two changed this return at 6:04pm today, after you opened the page, so nothing was done." */
export async function sayChanged(db: Db, actor: StaffActor, returnId: Id<'return'>): Promise<string> {
  const last = await earlier.lastDone(db, actor, { returnId }, {})
  const who = last === undefined ? 'Someone changed this return' : `${last.by} changed this return at ${sayInstant(last.at)},`
  return `${who} after you opened the page, so nothing was done. Look at where it stands now, then decide again.`
}
