import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import type { PageModel } from '../../../platform/http/page.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import type { Id } from '../../../platform/id.ts'
import { openFor } from '../../answering/index.ts'
import type { ContributorActor, StaffActor } from '../../history/index.ts'
import { inBrowser, loadContributor } from '../../links/index.ts'
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
  sender: Sender
  /** Where the same person compares a workbook of another return; undefined where that is none of theirs. */
  elsewhere: (returnId: Id<'return'>) => Promise<Desk | { why: string } | undefined>
}

/** Makes the desk of a request, when there may be answered. @throws Refusal */
export type DeskOf<Actor extends Sender> = (context: PageContext<Actor>, req: Request) => Promise<Desk>

/** The desk of somebody at their own return. @throws Refusal (conflict) when it may not be answered */
export const ownDesk: DeskOf<ContributorActor> = (context, req) => ownDeskAt(context, req, '/return')

async function ownDeskAt(context: PageContext<ContributorActor>, req: Request, at: string): Promise<Desk> {
  const { db, actor } = context
  const mayAnswer = (open: OpenReturn): OpenReturn => {
    if (!canNow('save', open.auditReturn)) throw notOpen(open.auditReturn)
    return open
  }
  const home = { text: 'Your return', href: at }
  return {
    open: mayAnswer(await openFor(db, actor)),
    openNow: async trx => mayAnswer(await openFor(trx, actor)),
    base: `${at}/workbook`,
    home,
    frame: () => ({ backLink: home }),
    here: 'Saved here',
    isStaff: false,
    sender: actor,
    async elsewhere(returnId) {
      const person = inBrowser.personAt(req, returnId)
      const known = person === undefined ? undefined : await loadContributor(db, person)
      return known && orWhy(ownDeskAt({ ...context, actor: known.actor }, req, `/return/${known.actor.contributorId}`))
    },
  }
}

/** The desk of staff at a return that came offline. @throws Refusal (conflict) when it did not */
export const keyingDesk: DeskOf<StaffActor> = (context, req) => keyingDeskAt(context, idParam<'return'>(req, 'returnId'))

async function keyingDeskAt(context: PageContext<StaffActor>, returnId: Id<'return'>): Promise<Desk> {
  const { db, actor } = context
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
    sender: actor,
    elsewhere: other => orWhy(keyingDeskAt(context, other), NOT_KEYED),
  }
}

/** A desk, or why there is none; undefined where the return is not in sight. @param why in place of what the page of that return says */
const orWhy = (desk: Promise<Desk>, why?: string): Promise<Desk | { why: string } | undefined> =>
  desk.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    return error.kind === 'not_found' ? undefined : { why: why ?? `${error.message}.` }
  })

const NOT_KEYED =
  'Answers cannot be keyed into this return. Where it came another way, record on its page that it was received, and choose this workbook again. Where it was submitted online, send it back for more work.'
