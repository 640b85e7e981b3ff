import type { Request } from 'express'
import type { PageContext } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import type { AuditReturn } from '../../returns/index.ts'
import { mayTellHead, tellHeadReady } from '../askHeadActions.ts'

/**
 * After what somebody saved: the head is told when nothing is missing any more, and whoever saved it reads so on the next page. What was
 * saved is kept by now, so that nothing which goes wrong here is in its way; the next save tries again.
 */
export async function tellHead(context: PageContext<ContributorActor>, req: Request, auditReturn: AuditReturn): Promise<void> {
  try {
    if (!(await mayTellHead(context, context.actor, auditReturn))) return
    const told = await tellHeadReady(context, context.actor)
    if (told)
      req.session.notice = {
        text: `Every question is answered. ${sayQueued(context.mail, `The message that asks ${told.name} to sign`)}.`,
      }
  } catch (error) {
    context.log.error({ err: error }, 'the head could not be told that the return is ready')
  }
}
