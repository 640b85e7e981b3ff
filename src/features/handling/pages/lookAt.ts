import type { Request } from 'express'
import { queryText } from '../../../platform/http/params.ts'
import { mayBeFramed } from '../../../platform/http/frames.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { checkWords, held, sendPicture, shown as looks, shownDocument } from '../../evidence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { fileFacts } from './fileFacts.ts'
import { visibleFile } from './visibleReturn.ts'

/** GET: one page of a document, shown as a picture, with what is written on it; without anything around it for the frame of another page. */
export const lookPage: Page<StaffActor> = async (context, req, res) => {
  const { auditReturn, file } = await standing(context, req)
  const isFramed = queryText(req, 'frame') === '1'
  const at = { page: looks.pageIn(queryText(req, 'page')) ?? 1, size: looks.sizeIn(queryText(req, 'size')), isFramed }
  // Before the document is looked at: that its bytes are gone is told in the frame too.
  if (isFramed) mayBeFramed(res)
  const shown = await shownDocument(context, held.openToPartnership(file), at)
  if (isFramed) {
    renderPage(res, 'handling/framedDocument', { title: shown.title, layout: 'frame', shown })
    return
  }
  renderPage(res, 'handling/document', {
    ...returnFrame(context.actor, auditReturn, { below: shown.title }),
    title: shown.title,
    facts: [fileFacts(file), file.note, checkWords.sayCheck(file, 'partnership'), ...checkWords.sayRemarks(file)].filter(
      part => part !== '',
    ),
    shown,
    allHref: `/returns/${auditReturn.id}/evidence`,
  })
}

/** GET: the picture of one page of a document. */
export const picturePage: Page<StaffActor> = async (context, req, res) => {
  const { file } = await standing(context, req)
  const page = looks.pageIn(req.params.page)
  if (page === undefined) throw notFound()
  await sendPicture(res, context, held.openToPartnership(file), { page, size: looks.sizeIn(queryText(req, 'size')) })
}

/** A file that was taken out of the return is looked at no more. */
async function standing(context: PageContext<StaffActor>, req: Request) {
  const found = await visibleFile(context, req)
  if (found.file.removedAt !== null) throw notFound()
  return found
}
