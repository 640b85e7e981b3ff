import { attachAs } from '../../../platform/http/attachment.ts'
import type { Request, Response } from 'express'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { londonDate, sayShortDay } from '../../../platform/london.ts'
import { formWorkbook } from '../../../platform/spreadsheets/writeForm.ts'
import { evidenceOf } from '../../evidence/index.ts'
import { inBrowser } from '../../links/index.ts'
import { sealIdentity } from '../identityActions.ts'
import { sheetsOf } from '../book/layout.ts'
import { filledInLook } from '../looking/filledInLook.ts'
import type { Sender } from '../store.ts'
import { chosenView, MOST_AT_ONCE, readChosen, whyNotLooked, WORKBOOK_MEGABYTES } from './chosen.ts'
import type { Desk, DeskOf } from './desk.ts'
import { waitingFor } from './waiting.ts'

const TITLE = { own: 'Work without a connection', staff: 'Read the answers from a workbook' }

/** GET: where the workbook is downloaded, and sent back. */
export const startPage =
  <Actor extends Sender>(deskOf: DeskOf<Actor>): Page<Actor> =>
  async (context, req, res) =>
    showStart(context, req, res, await deskOf(context, req))

/** GET: the questions as a workbook, with what is answered so far. */
export const filePage =
  <Actor extends Sender>(deskOf: DeskOf<Actor>): Page<Actor> =>
  async (context, req, res) => {
    const { open } = await deskOf(context, req)
    const now = context.now()
    const facts = { title: open.document.title, creator: 'Safeguarding Audit', created: now }
    const bytes = await formWorkbook(sheetsOf(open, { sealed: sealIdentity(open, { secret: context.secret, now }), now }), facts)
    attachAs(res, `${fileName(open.auditReturn.establishmentName)}-${londonDate(now)}.xlsx`)
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(bytes)
  }

const fileName = (establishment: string): string =>
  `audit-${
    establishment
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60) || 'workbook'
  }`

/** POST: reads what was sent, and leads to the comparison; of several, says what became of each. */
export const uploadPage =
  <Actor extends Sender>(deskOf: DeskOf<Actor>): Page<Actor> =>
  async (context, req, res) => {
    const desk = await deskOf(context, req)
    const chosen = uploadedFiles(req).map(file => {
      const [name, why] = [file.originalName, whyNotLooked(file)]
      return why === undefined ? { name, look: () => context.looking.look(filledInLook, file.path, null) } : { name, why }
    })
    if (chosen.length === 0) await showStart(context, req, res, desk, 'Choose a file')
    else await take(context, req, res, { desk, chosen })
  }

/** Keeps what was read, and leads to the comparison; says why not where that of one file alone cannot be read, and of several what became of each. */
export async function take(
  context: PageContext<Sender>,
  req: Request,
  res: Response,
  { desk, chosen }: { desk: Desk; chosen: Parameters<typeof readChosen>[2] },
): Promise<void> {
  const outcomes = await readChosen(context, desk, chosen)
  const only = outcomes.length === 1 ? outcomes[0] : undefined
  if (only && 'why' in only) await showStart(context, req, res, desk, only.why)
  else if (only && only.returnId === desk.open.auditReturn.id) res.redirect(303, only.href)
  else renderPage(res, 'workbooks/chosen', chosenView(desk, outcomes))
}

/** The page again, with what is wrong with the file that was sent. */
export async function showStart(context: PageContext<Sender>, req: Request, res: Response, desk: Desk, error?: string): Promise<void> {
  const { auditReturn, reach } = desk.open
  const title = desk.isStaff ? TITLE.staff : TITLE.own
  const isSeveral = desk.isStaff || inBrowser.isOneOfSeveral(req, { returnId: auditReturn.id })
  if (error !== undefined) res.status(422)
  renderPage(res, 'workbooks/start', {
    ...desk.frame(title),
    title,
    errors: error === undefined ? [] : [{ text: error, href: '#file' }],
    isStaff: desk.isStaff,
    caption: desk.isStaff ? auditReturn.establishmentName : '',
    download: { href: `${desk.base}/file`, text: 'Download the workbook (.xlsx)' },
    holds:
      reach.sections === 'all'
        ? 'It holds every question and the answers saved so far.'
        : 'It holds your sections and the answers saved so far.',
    waiting: (await waitingFor(context, req)).map(({ establishmentName, fileName, href }) => ({
      text: establishmentName,
      file: fileName,
      href,
    })),
    documents: desk.isStaff ? await workbooksAmong(context, desk) : [],
    action: desk.base,
    field: {
      id: 'file',
      name: 'file',
      label: { text: isSeveral ? 'The workbooks' : 'The workbook', classes: 'govuk-label--s' },
      hint: {
        text: isSeveral
          ? `Excel workbooks (.xlsx) that were downloaded here, up to ${MOST_AT_ONCE} at a time of ${WORKBOOK_MEGABYTES} MB each. Those of other establishments are told apart: each is compared with its own return.`
          : `An Excel workbook (.xlsx) that was downloaded here, up to ${WORKBOOK_MEGABYTES} MB`,
      },
      attributes: { accept: '.xlsx', ...(isSeveral ? { multiple: 'multiple' } : {}) },
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
    },
  })
}

/** The workbooks that came with an offline return: nobody chooses the same file twice. */
async function workbooksAmong({ db, actor }: PageContext<Sender>, { open, base }: Desk) {
  const files = await evidenceOf(db, actor.partnershipId, open.auditReturn.id)
  return files
    .filter(({ name }) => name.toLowerCase().endsWith('.xlsx'))
    .map(({ id, name, at }) => ({ action: `${base}/documents/${id}`, name, added: `Added on ${sayShortDay(at)}` }))
}
