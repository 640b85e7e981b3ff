import type { Request } from 'express'
import { z } from 'zod'
import { parseForm, typed } from '../../../platform/forms/parseForm.ts'
import { requiredText } from '../../../platform/forms/fields.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { londonDate } from '../../../platform/london.ts'
import { accepted, explainFile, purgeHeldFile, replaceFile, type StoredEvidence } from '../../evidence/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { sayNotAdded } from './evidenceBox.ts'
import { fileOf, showFile, wholeFileOf, type Context } from './ownFile.ts'
import { tellHead } from './tellHead.ts'

const explained = z.object({
  explanation: requiredText('Your reason', 'Say why these are not children’s details, or why they are right to send', 1000),
})

/** Keeps why a file that is held back is right to send. */
export const explainPage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await wholeFileOf(context, req)
  const form = parseForm(explained, req.body)
  if (!form.ok) {
    showFile(
      res.status(422),
      open,
      file,
      { errors: form.errors, explanation: typed(req.body, 'explanation') },
      context.config.UPLOAD_LIMIT_MB,
    )
    return
  }
  const { explanation } = form.values
  await explainFile(context.db, context.actor, { returnId: open.auditReturn.id, evidenceId: file.id, explanation })
  req.session.notice = { text: `What you said about “${file.name}” is kept with it. Your partnership can open it now.` }
  res.redirect(303, '/return/evidence')
}

/** Puts another file in the place of one. */
export const replacePage: Page<ContributorActor> = async (context, req, res) => {
  const why = await replaceSent(context, req)
  if (why === '') {
    res.redirect(303, '/return/evidence')
    return
  }
  const again = await fileOf(context, req)
  showFile(res.status(422), again.open, again.file, { errors: [{ field: 'files', message: why }] }, context.config.UPLOAD_LIMIT_MB)
}

/** The same, as the script of the page sends it. */
export const sendReplacementPage: Page<ContributorActor> = async (context, req, res) => {
  const why = await replaceSent(context, req)
  res.json({ isAdded: why === '', said: why, href: '/return/evidence', isFormWrong: false } satisfies accepted.SentEach)
}

/** @returns why it was not replaced; blank when it was */
async function replaceSent(context: Context, req: Request): Promise<string> {
  const { open, file } = await wholeFileOf(context, req)
  const [sent] = uploadedFiles(req)
  if (!sent) return 'Choose the file that is to take its place'
  const { path, originalName, refused } = sent
  const outcome = await replaceFile(context, context.actor, {
    returnId: open.auditReturn.id,
    evidenceId: file.id,
    file: { path, originalName, refused, questionKeys: file.questionKeys },
    receivedOn: londonDate(context.now()),
    limits: { megabytes: context.config.UPLOAD_LIMIT_MB, filesAtOnce: accepted.FILES_AT_ONCE },
  })
  const [not] = outcome.refused
  if (not) return `${sayNotAdded(not)}. The file that was here is still here.`
  await tellHead(context, req, open.auditReturn)
  req.session.notice = { text: `“${file.name}” is replaced.` }
  return ''
}

/** Removes a file that is held back for good. */
export async function removeHeld(context: Context, req: Request, file: StoredEvidence): Promise<void> {
  await purgeHeldFile(context, context.actor, { returnId: file.returnId, evidenceId: file.id })
  req.session.notice = { text: `“${file.name}” is removed for good.` }
}
