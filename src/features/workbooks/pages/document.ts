import path from 'node:path'
import { lend } from '../../../platform/files/lend.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { findEvidence, held } from '../../evidence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { filledInLook } from '../looking/filledInLook.ts'
import { keyingDesk } from './desk.ts'
import { showStart, take } from './start.ts'

/** POST: reads the answers from a workbook that came with the return. @throws Refusal when it is held back */
export const fromDocumentPage: Page<StaffActor> = async (context, req, res) => {
  const desk = await keyingDesk(context, req)
  const { db, actor, files, looking, config } = context
  const file = await findEvidence(db, actor.partnershipId, desk.open.auditReturn.id, idParam(req, 'evidenceId'))
  if (!file || file.removedAt !== null) throw notFound()
  const { storageKey, name } = held.openToPartnership(file)
  const body = await files.get(storageKey).catch(() => undefined)
  if (!body) {
    await showStart(context, req, res, desk, 'The bytes of this file are missing from the store. Ask the school to send it again.')
    return
  }
  const look = () => lend(path.resolve(config.DATA_DIR, 'incoming'), body, lent => looking.look(filledInLook, lent, null))
  await take(context, req, res, { desk, chosen: [{ name, look }] })
}
