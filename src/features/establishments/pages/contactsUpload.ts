import type { Response } from 'express'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { londonDate } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { previewContacts } from '../contacts/importActions.ts'
import { lookIntoTables } from '../contacts/looking/tablesLook.ts'
import { CONTACT_HEADINGS, ROLES_IN_FILES } from '../contacts/readContacts.ts'
import { recentImports } from '../register/importStore.ts'
import { UnusableFile } from '../register/unusableFile.ts'
import { fileField, formerTable, unusable } from './importParts.ts'

type Context = PageContext<StaffActor>

/** GET /register/contacts/upload */
export const contactsUploadPage: Page<StaffActor> = (context, _req, res) => showContacts(context, res)

/** POST /register/contacts/upload */
export const uploadContactsPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const [file] = uploadedFiles(req)
  if (!file || file.bytes === 0) return showContacts(context, res, file ? 'This file is empty' : 'Choose a file')
  const looked = await lookIntoTables(context.looking, file.path).catch(unusable)
  if (looked instanceof UnusableFile) return showContacts(context, res, looked.message)
  try {
    const preview = await previewContacts(db, actor, { file: { name: file.originalName, ...looked }, today: londonDate(now()) })
    res.redirect(303, `/register/imports/${preview.id}`)
  } catch (error) {
    await showContacts(context, res, unusable(error).message)
  }
}

async function showContacts({ db, actor }: Context, res: Response, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const imports = (await recentImports(db, actor.partnershipId)).filter(({ kind }) => kind === 'contacts')
  renderPage(res, 'establishments/contactsUpload', {
    title: 'Import contacts',
    layout: 'staff',
    breadcrumbs: [{ text: 'Register', href: '/register' }, { text: 'Import contacts' }],
    errors: error === undefined ? [] : [{ text: error, href: '#file' }],
    headings: CONTACT_HEADINGS.join(', '),
    roles: ROLES_IN_FILES,
    field: fileField('The file of contacts', 'An Excel workbook (.xlsx) or a CSV file, up to 10 MB', '.xlsx,.csv,.zip', error),
    table: imports.length === 0 ? undefined : formerTable(imports, 'contacts'),
  })
}
