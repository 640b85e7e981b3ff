import { idParam } from '../../../platform/http/params.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { discardImport } from '../register/actions.ts'
import type { RegisterImport } from '../register/importStore.ts'
import { undoImport } from '../register/undoActions.ts'
import { keptWhatWas, lastApplied } from '../register/undoStore.ts'
import { importOf, sayAndGo } from './importParts.ts'

type Context = PageContext<StaffActor>

/** POST /register/imports/:importId/discard */
export const discardPage: Page<StaffActor> = async ({ db, actor, files }, req, res) => {
  const discarded = await discardImport(db, actor, idParam(req, 'importId'))
  if (discarded.fileKey !== null) await files.remove(discarded.fileKey)
  const back = discarded.kind === 'contacts' ? '/register/contacts/upload' : '/register/imports'
  await sayAndGo(req, res, 'The preview was discarded. Nothing was changed.', back)
}

/** POST /register/imports/:importId/undo */
export const undoPage: Page<StaffActor> = async (context, req, res) => {
  const { id } = await importOf(context, req)
  const { removed, restored } = await undoImport(context.db, context.actor, id)
  const parts = [`${sayCount(removed, 'establishment was', 'establishments were')} removed`, `${sayNumber(restored)} put back as before`]
  await sayAndGo(req, res, `The import was undone: ${parts.join(', ')}.`, `/register/imports/${id}`)
}

/** What the page of the last import offers: to undo it. */
export async function undoOf({ db, actor }: Context, base: string, { id, counts }: RegisterImport): Promise<object | undefined> {
  if (id !== (await lastApplied(db, actor.partnershipId))) return undefined
  const changed = counts.changed + counts.closed + counts.converted
  if (counts.new + changed === 0 || !(await keptWhatWas(db, actor.partnershipId, id))) return undefined
  return {
    action: `${base}/undo`,
    words: `This removes ${sayCount(counts.new, 'establishment')} and puts ${sayNumber(changed)} back as before. Contacts and returns stay as they are.`,
  }
}
