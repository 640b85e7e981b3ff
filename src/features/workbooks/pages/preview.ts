import type { Request, Response } from 'express'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { previewWorkbook, saveWorkbook } from '../actions.ts'
import type { Sender } from '../store.ts'
import { comparisonView } from './comparisonView.ts'
import type { Desk, DeskOf } from './desk.ts'
import { waitingFor } from './waiting.ts'

/** GET: what a workbook says beside what is stored. Nothing is changed by looking. */
export const previewPage =
  <Actor extends Sender>(deskOf: DeskOf<Actor>): Page<Actor> =>
  async (context, req, res) =>
    show(context, req, res, await deskOf(context, req))

/** POST: saves what the comparison showed; where that is something else by now, shows it anew. */
export const savePage =
  <Actor extends Sender>(deskOf: DeskOf<Actor>): Page<Actor> =>
  async (context, req, res) => {
    const desk = await deskOf(context, req)
    const chosen = chosenIn(req.body as Body)
    const done = await saveWorkbook(context, context.actor, {
      returnId: desk.open.auditReturn.id,
      id: idParam(req, 'filledWorkbookId'),
      mark: typed(req.body, 'mark'),
      chosen,
      openNow: desk.openNow,
    })
    if (!done) {
      const changed =
        'Someone saved answers, or signed, since you opened this page. Nothing was saved. This is what the workbook would change now.'
      await show(context, req, res.status(409), await deskOf(context, req), { changed, chosen })
      return
    }
    req.session.notice = { text: savedWords(done.saved), title: 'Saved' }
    const others = await waitingFor(context, req)
    res.redirect(303, others.length > 0 ? desk.base : desk.home.href)
  }

const savedWords = (saved: number): string =>
  saved === 0
    ? 'Nothing in the workbook was new. Nothing was changed.'
    : `${sayCount(saved, 'question')} from the workbook ${saved === 1 ? 'is' : 'are'} saved.`

/** The parts of which both texts were shown and the workbook’s was chosen. */
function chosenIn(body: Body): ReadonlySet<string> {
  return new Set(
    Object.keys(body).flatMap(name => (name.startsWith('keep.') && typed(body, name) === 'workbook' ? [name.slice('keep.'.length)] : [])),
  )
}

async function show<Actor extends Sender>(
  context: PageContext<Actor>,
  req: Request,
  res: Response,
  desk: Desk,
  rest: { changed?: string; chosen?: ReadonlySet<string> } = {},
): Promise<void> {
  const preview = await previewWorkbook(context, context.actor, { open: desk.open, id: idParam(req, 'filledWorkbookId') })
  if ('applied' in preview) {
    req.session.notice = { text: `The answers of this workbook were saved before. ${savedWords(preview.applied.saved)}`, title: 'Saved' }
    res.redirect(303, desk.home.href)
    return
  }
  renderPage(res, 'workbooks/comparison', comparisonView(preview, desk, { ...rest, now: context.now() }))
}
