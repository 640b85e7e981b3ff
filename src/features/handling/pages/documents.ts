import { randomUUID } from 'node:crypto'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import {
  checkWords,
  documentDate,
  filesOf,
  held,
  removeFile,
  restoreFile,
  sendEvidence,
  shown,
  type StoredEvidence,
} from '../../evidence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { returnDocument, stands } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { sayBytes } from '../../../platform/say.ts'
import { capitalised } from '../../../platform/say.ts'
import { questionLabels } from '../evidenceQuestions.ts'
import { visibleFile, visibleReturn } from './visibleReturn.ts'

/** Every document of a return: what it is, for which questions, how it came, and its fingerprint. */
export const documentsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  const [files, document] = await Promise.all([filesOf(db, actor.partnershipId, auditReturn.id), returnDocument(db, auditReturn)])
  const labels = questionLabels(document)
  const manages = roleHolds(actor.role, 'return.manage')
  const kept = files.filter(({ removedAt }) => removedAt === null)
  const base = `/returns/${auditReturn.id}/evidence`
  renderPage(res, 'handling/documents', {
    ...returnFrame(actor, auditReturn, 'evidence'),
    title: 'Documents',
    newHref: manages && stands('issued', auditReturn.status) ? `${base}/new` : '',
    table: kept.length === 0 ? undefined : documentsTable(base, kept, labels, manages),
    empty: {
      heading: 'No documents yet',
      text: 'Documents that the establishment adds, and those that you add for it, are listed here.',
    },
    removed: files
      .filter(({ removedAt }) => removedAt !== null)
      .map(file => ({
        text: `${file.name}, ${receivedWords(file)}`,
        action: `${base}/${file.id}/restore`,
        purge: `${base}/${file.id}/remove-for-good`,
        mayRestore: manages,
      })),
  })
}

function documentsTable(base: string, files: readonly StoredEvidence[], labels: ReadonlyMap<string, string>, manages: boolean): DataTable {
  return {
    id: 'documents',
    caption: 'Documents of this return',
    captionHidden: true,
    columns: [
      { text: 'Document' },
      { text: 'Look', hidden: true },
      { text: 'For' },
      { text: 'Received' },
      ...(manages ? [{ text: 'Change', hidden: true }] : []),
    ],
    rows: files.map(file => [
      { text: file.name, ...(held.opensToPartnership(file) ? { href: `${base}/${file.id}` } : {}), hint: hintOf(file) },
      lookCell(file),
      { text: file.questionKeys.map(key => labels.get(key) ?? key).join('; ') || 'The return as a whole' },
      { text: capitalised(receivedWords(file)), hint: `SHA-256 ${file.sha256}` },
      ...(manages ? [removeCell(base, file)] : []),
    ]),
    compact: true,
  }
}

const hintOf = (file: StoredEvidence): string =>
  [
    sayBytes(file.bytes),
    file.datedOn === null ? '' : `dated ${documentDate.sayDated(file.datedOn)}`,
    file.note,
    checkWords.sayCheck(file, 'partnership'),
    ...checkWords.sayRemarks(file),
  ]
    .filter(part => part !== '')
    .join(' · ')

const receivedWords = ({ receivedVia, receivedOn, byName, at }: StoredEvidence): string =>
  receivedVia !== 'online' ? `by email on ${sayShortDay(receivedOn)}, added by ${byName}` : `online on ${sayShortDay(at)}, from ${byName}`

const lookCell = (file: StoredEvidence): Cell =>
  held.isHeld(file)
    ? { text: 'What was found', href: `${shown.fileHref(file.returnId, file.id)}/held`, hiddenText: file.name }
    : held.opensToPartnership(file) && shown.canBeShown(file)
      ? { text: 'Look at it', href: shown.viewHref(file.returnId, file.id), hiddenText: file.name }
      : {}

const removeCell = (base: string, { id, name }: StoredEvidence): Cell => ({
  text: 'Remove',
  href: `${base}/${id}/remove`,
  hiddenText: name,
})

/** Downloads one document. */
export const downloadPage: Page<StaffActor> = async (context, req, res) => {
  const { auditReturn, file } = await visibleFile(context, req)
  if (file.removedAt !== null) throw notFound()
  const labels = questionLabels(await returnDocument(context.db, auditReturn))
  await sendEvidence(res, context.files, held.openToPartnership(file), { school: auditReturn.establishmentName, labels })
}

/** GET: asks before a document is taken out. */
export const confirmRemovalPage: Page<StaffActor> = async (context, req, res) => {
  const { auditReturn, file } = await visibleFile(context, req)
  if (file.removedAt !== null) throw notFound()
  const base = `/returns/${auditReturn.id}/evidence`
  renderPage(res, 'handling/confirm', {
    ...returnFrame(context.actor, auditReturn, { below: 'Remove a document' }),
    title: 'Remove a document',
    changed: '',
    box: {
      heading: file.name,
      paragraphs: [
        'It is no longer counted, reviewed or exported, and nobody can open it here.',
        'Remove it when it came to the wrong return, or holds what must not be kept, such as the names of children. Then ask the establishment for another copy.',
        'You can bring it back: the file itself is kept. If it names a child, remove it for good afterwards.',
      ],
      action: `${base}/${file.id}/remove`,
      hidden: [{ name: '_key', value: randomUUID() }],
      button: { text: 'Remove this document', warning: true },
      cancel: { text: 'Cancel', href: base },
    },
  })
}

/** POST: takes a document out of the return. One that is out already stays out. */
export const removeDocumentPage: Page<StaffActor> = async (context, req, res) => {
  const { auditReturn, file } = await visibleFile(context, req)
  if (file.removedAt === null)
    await removeFile(context.db, context.actor, { returnId: auditReturn.id, evidenceId: file.id, questionKey: null })
  req.session.notice = { text: `“${file.name}” is removed. Below you can bring it back, or remove it for good.` }
  res.redirect(303, `/returns/${auditReturn.id}/evidence`)
}

/** POST: brings a document back. */
export const restoreDocumentPage: Page<StaffActor> = async (context, req, res) => {
  const { auditReturn, file } = await visibleFile(context, req)
  await restoreFile(context.db, context.actor, { returnId: auditReturn.id, evidenceId: file.id })
  req.session.notice = { text: `“${file.name}” is back.` }
  res.redirect(303, `/returns/${auditReturn.id}/evidence`)
}
