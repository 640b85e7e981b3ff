import type { Id } from '../../../platform/id.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import type { ContributorActor } from '../../history/index.ts'
import { addFileAgain, lastReturnFor } from '../../lastYear/index.ts'
import type { OpenReturn } from '../../returns/index.ts'
import type { UploadReport } from './evidenceBox.ts'

/** A file of last year, used again by its button. */
export async function fileAgain(
  context: PageContext<ContributorActor>,
  open: OpenReturn,
  again: { questionKey: string; evidenceId: Id<'evidence'> },
): Promise<UploadReport> {
  const last = await lastReturnFor(context.db, open, [])
  if (!last) return { added: 0, refused: [] }
  const from = { returnId: last.id, roundName: last.roundName }
  return addFileAgain(context, context.actor, { ...again, returnId: open.auditReturn.id, from, today: londonDate(context.now()) })
}
