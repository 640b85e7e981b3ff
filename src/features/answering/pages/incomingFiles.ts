import type { Request } from 'express'
import type { Id } from '../../../platform/id.ts'
import { idsIn } from '../../../platform/forms/fields.ts'
import { typedAll, type Body } from '../../../platform/forms/parseForm.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import type { Adding, IncomingFile } from '../../evidence/index.ts'

/** What an establishment adds by a form: files that it sends, and files of its return that it ticked to be used for a question as well. */
export const addingOf = (req: Request, returnId: Id<'return'>, questionKeys: readonly string[], receivedOn: string) => ({
  returnId,
  files: incomingFiles(req, questionKeys),
  links: tickedLinks(req.body as Body, questionKeys),
  via: 'online' as const,
  receivedOn,
})

/** The files of a form, each with the question whose box it came by; a file of another box goes nowhere. */
function incomingFiles(req: Request, questionKeys: readonly string[]): IncomingFile[] {
  return uploadedFiles(req).flatMap(({ path, originalName, field, refused }) => {
    const key = field.replace(/^files\./, '')
    return questionKeys.includes(key) ? [{ path, originalName, refused, questionKeys: [key] }] : []
  })
}

/** The files of the return that were ticked to be used for a question as well. */
const tickedLinks = (body: Body, questionKeys: readonly string[]): NonNullable<Adding['links']> =>
  questionKeys.flatMap(questionKey =>
    idsIn<'evidence'>(typedAll(body, `attach.${questionKey}`)).map(evidenceId => ({ evidenceId, questionKey })),
  )
