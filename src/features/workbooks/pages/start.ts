import { attachAs } from '../../../platform/http/attachment.ts'
import type { Response } from 'express'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { londonDate, sayShortDay } from '../../../platform/london.ts'
import { formWorkbook } from '../../../platform/spreadsheets/writeForm.ts'
import { evidenceOf } from '../../evidence/index.ts'
import { keepWorkbook } from '../actions.ts'
import { sealIdentity } from '../identityActions.ts'
import { sheetsOf } from '../book/layout.ts'
import { filledInLook, lookedInto } from '../looking/filledInLook.ts'
import type { Sender } from '../store.ts'
import type { Desk, DeskOf } from './desk.ts'

/** The most that a workbook of ours has, filled in to its end, with pictures that somebody put into it. */
export const WORKBOOK_MEGABYTES = 10

const TITLE = { own: 'Work without a connection', staff: 'Read the answers from a workbook' }

/** GET: where the workbook is downloaded, and sent back. */
export const startPage =
  <Actor extends Sender>(deskOf: DeskOf<Actor>): Page<Actor> =>
  async (context, req, res) =>
    showStart(context, res, await deskOf(context, req))

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

/** POST: reads what was sent, and leads to the comparison. */
export const uploadPage =
  <Actor extends Sender>(deskOf: DeskOf<Actor>): Page<Actor> =>
  async (context, req, res) => {
    const desk = await deskOf(context, req)
    const [file] = uploadedFiles(req)
    if (!file || file.bytes === 0) await showStart(context, res, desk, file ? 'This file is empty' : 'Choose a file')
    else if (file.refused !== null) await showStart(context, res, desk, `The file is larger than ${WORKBOOK_MEGABYTES} MB`)
    else await take(context, res, desk, { name: file.originalName, look: context.looking.look(filledInLook, file.path, null) })
  }

/** Keeps what was read, and leads to the comparison; or says why it cannot be taken. */
export async function take(
  context: PageContext<Sender>,
  res: Response,
  desk: Desk,
  { name, look }: { name: string; look: Parameters<typeof lookedInto>[0] },
): Promise<void> {
  const found = await lookedInto(look)
  const kept = found.ok
    ? await keepWorkbook(context, context.actor, { open: desk.open, fileName: name.slice(0, 300), sheets: found.sheets })
    : found
  if ('why' in kept) await showStart(context, res, desk, kept.why)
  else res.redirect(303, `${desk.base}/${kept.id}`)
}

/** The page again, with what is wrong with the file that was sent. */
export async function showStart(context: PageContext<Sender>, res: Response, desk: Desk, error?: string): Promise<void> {
  const { auditReturn, reach } = desk.open
  const title = desk.isStaff ? TITLE.staff : TITLE.own
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
    documents: desk.isStaff ? await workbooksAmong(context, desk) : [],
    action: desk.base,
    field: {
      id: 'file',
      name: 'file',
      label: { text: 'The workbook', classes: 'govuk-label--s' },
      hint: { text: `An Excel workbook (.xlsx) that was downloaded here, up to ${WORKBOOK_MEGABYTES} MB` },
      attributes: { accept: '.xlsx' },
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
