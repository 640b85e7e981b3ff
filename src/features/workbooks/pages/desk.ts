import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import type { PageModel } from '../../../platform/http/page.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import { openFor } from '../../answering/index.ts'
import type { ContributorActor, StaffActor } from '../../history/index.ts'
import { canNow, decisions, notOpen, openReturn, type OpenReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import type { Sender } from '../store.ts'

/** Where a workbook goes in and out: at one's own return, or at one that came offline. */
export type Desk = {
  open: OpenReturn
  /** The same return, read again within a transaction. */
  openNow: (trx: Db) => Promise<OpenReturn>
  base: string
  home: { text: string; href: string }
  frame: (title: string) => Partial<PageModel>
  /** What the answers are called that are stored. */
  here: string
  /** Whether the workbook came to somebody who keys in what it says. */
  isStaff: boolean
}

/** Makes the desk of a request, when there may be answered. @throws Refusal */
export type DeskOf<Actor extends Sender> = (context: PageContext<Actor>, req: Request) => Promise<Desk>

/** The desk of somebody at their own return. @throws Refusal (conflict) when it may not be answered */
export const ownDesk: DeskOf<ContributorActor> = async ({ db, actor }) => {
  const mayAnswer = (open: OpenReturn): OpenReturn => {
    if (!canNow('save', open.auditReturn)) throw notOpen(open.auditReturn)
    return open
  }
  const home = { text: 'Your return', href: '/return' }
  return {
    open: mayAnswer(await openFor(db, actor)),
    openNow: async trx => mayAnswer(await openFor(trx, actor)),
    base: '/return/workbook',
    home,
    frame: () => ({ backLink: home }),
    here: 'Saved here',
    isStaff: false,
  }
}

/** The desk of staff at a return that came offline. @throws Refusal (conflict) when it did not */
export const keyingDesk: DeskOf<StaffActor> = async ({ db, actor }, req) => {
  const returnId = idParam<'return'>(req, 'returnId')
  const openNow = async (trx: Db): Promise<OpenReturn> => {
    const open = await openReturn(trx, actor.partnershipId, returnId)
    decisions.keyedStatus(open.auditReturn)
    return open
  }
  const open = await openNow(db)
  const home = { text: 'Key in answers', href: `/returns/${returnId}/keyed-answers` }
  return {
    open,
    openNow,
    base: `/returns/${returnId}/workbook`,
    home,
    frame(title) {
      const { layout, breadcrumbs } = returnFrame(actor, open.auditReturn, { below: title })
      return { layout, breadcrumbs: [...breadcrumbs.slice(0, -1), home, ...breadcrumbs.slice(-1)] }
    },
    here: 'Keyed in',
    isStaff: true,
  }
}
