import type { Request, Response } from 'express'
import { typedAll } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { londonDate, sayShortInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { findPartnership } from '../../partnerships/index.ts'
import { previewContacts } from '../contacts/actions.ts'
import { CONTACT_HEADINGS, ROLES_IN_FILES } from '../contacts/readContacts.ts'
import { discardForgotten, keepForChoice, previewAgain, previewImport } from '../register/actions.ts'
import { registeredAuthorities } from '../register/compareStore.ts'
import type { Authority } from '../register/gathered.ts'
import { findImport, keepFile, recentImports, type RegisterImport } from '../register/importStore.ts'
import { csvFrom, openCsv, type CsvSource } from '../register/openFile.ts'
import { authoritiesIn } from '../register/preview.ts'
import { UnusableFile } from '../register/unusableFile.ts'
import { plural } from './words.ts'

type Context = PageContext<StaffActor>

/** GET /register/imports: choose a file; what came before. */
export const importsPage: Page<StaffActor> = (context, _req, res) => showImports(context, res)

/** POST /register/imports: read the file, and show what it would do, or ask which authorities are wanted. */
export const uploadRegisterPage: Page<StaffActor> = async (context, req, res) => {
  const [file] = uploadedFiles(req)
  if (!file || file.bytes === 0) return showImports(context, res, file ? 'This file is empty' : 'Choose the file that you downloaded')
  const source = await opened(file.path).catch(unusable)
  if (source instanceof UnusableFile) return showImports(context, res, source.message)
  try {
    res.redirect(303, `/register/imports/${await previewOrAsk(context, file.originalName, source)}`)
  } catch (error) {
    await showImports(context, res, unusable(error).message)
  } finally {
    source.close()
  }
}

/** A partnership that has named its authorities sees their rows at once; another is asked, when the file holds several. */
async function previewOrAsk({ db, actor, files }: Context, name: string, source: CsvSource): Promise<number> {
  for (const key of await discardForgotten(db, actor)) await files.remove(key)
  const ours = (await findPartnership(db, actor.partnershipId))?.laCodes ?? []
  if (ours.length > 0) {
    const preview = await previewImport(db, actor, { name, source }, ours)
    if (preview.authorities.length > 1) await keepFile(db, actor.partnershipId, preview.id, (await files.put(await source.open())).key)
    return preview.id
  }
  const authorities = await authoritiesIn(source)
  if (authorities.length <= 1) return (await previewImport(db, actor, { name, source }, 'all')).id
  const { key } = await files.put(await source.open())
  return keepForChoice(db, actor, { name, source, key }, authorities)
}

/** POST /register/imports/:importId/authorities */
export const chooseAuthoritiesPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, files } = context
  const found = await findImport(db, actor.partnershipId, idParam(req, 'importId'))
  if (!found?.fileKey) throw notFound()
  const { fileKey } = found
  const known = new Set(found.authorities.map(({ code }) => code))
  const chosen = typedAll(req.body, 'authority')
    .map(Number)
    .filter(code => known.has(code))
  if (chosen.length === 0) return showChoice(context, res, found, 'Choose at least one authority')
  try {
    await previewAgain(db, actor, found.id, await csvFrom(() => files.get(fileKey)), chosen)
  } catch (error) {
    return showChoice(context, res, found, unusable(error).message)
  }
  res.redirect(303, `/register/imports/${found.id}`)
}

/** Which authorities of a file are wanted; ticked are those that the register has establishments of. */
export async function showChoice({ db, actor }: Context, res: Response, found: RegisterImport, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const before = found.laCodes.length > 0 ? found.laCodes : await registeredAuthorities(db, actor.partnershipId)
  renderPage(res, 'establishments/authorities', {
    title: 'Whose establishments do you want?',
    layout: 'staff',
    breadcrumbs: crumbs({ text: found.fileName }),
    errors: error === undefined ? [] : [{ text: error, href: '#authority' }],
    action: `/register/imports/${found.id}/authorities`,
    text: `This file holds ${plural(
      found.authorities.reduce((sum, { rows }) => sum + rows, 0),
      'establishment',
    )} of ${plural(found.authorities.length, 'authority', 'authorities')}.`,
    field: {
      name: 'authority',
      idPrefix: 'authority',
      fieldset: { legend: { text: 'Authorities', classes: 'govuk-fieldset__legend--s' } },
      classes: 'govuk-checkboxes--small',
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
      items: found.authorities.map(({ code, name, rows }: Authority) => ({
        value: String(code),
        text: `${name === '' ? 'Authority' : name} (${code}): ${rows.toLocaleString('en-GB')}`,
        checked: before.includes(code),
      })),
    },
    cancelHref: '/register/imports',
  })
}

async function showImports({ db, actor }: Context, res: Response, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const imports = (await recentImports(db, actor.partnershipId)).filter(({ kind }) => kind === 'establishments')
  renderPage(res, 'establishments/imports', {
    title: 'Bring the register up to date',
    layout: 'staff',
    breadcrumbs: [{ text: 'Register', href: '/register' }, { text: 'Bring up to date' }],
    errors: error === undefined ? [] : [{ text: error, href: '#file' }],
    field: fileField('The establishment file', 'A CSV file, or the zip that holds it, up to 100 MB', '.csv,.zip', error),
    table: imports.length === 0 ? undefined : formerTable(imports, 'establishments'),
  })
}

/** GET /register/contacts/upload */
export const contactsUploadPage: Page<StaffActor> = (context, _req, res) => showContacts(context, res)

/** POST /register/contacts/upload */
export const uploadContactsPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const [file] = uploadedFiles(req)
  if (!file || file.bytes === 0) return showContacts(context, res, file ? 'This file is empty' : 'Choose a file')
  const source = await opened(file.path).catch(unusable)
  if (source instanceof UnusableFile) return showContacts(context, res, source.message)
  try {
    const preview = await previewContacts(db, actor, { name: file.originalName, source }, londonDate(now()))
    res.redirect(303, `/register/imports/${preview.id}`)
  } catch (error) {
    await showContacts(context, res, unusable(error).message)
  } finally {
    source.close()
  }
}

async function showContacts({ db, actor }: Context, res: Response, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const imports = (await recentImports(db, actor.partnershipId)).filter(({ kind }) => kind === 'contacts')
  renderPage(res, 'establishments/contactsUpload', {
    title: 'Bring in contacts',
    layout: 'staff',
    breadcrumbs: [{ text: 'Register', href: '/register' }, { text: 'Bring in contacts' }],
    errors: error === undefined ? [] : [{ text: error, href: '#file' }],
    headings: CONTACT_HEADINGS.join(', '),
    roles: ROLES_IN_FILES,
    field: fileField('The file of contacts', 'A CSV file', '.csv,.zip', error),
    table: imports.length === 0 ? undefined : formerTable(imports, 'contacts'),
  })
}

const fileField = (label: string, hint: string, accept: string, error: string | undefined): object => ({
  id: 'file',
  name: 'file',
  label: { text: label, classes: 'govuk-label--s' },
  hint: { text: hint },
  attributes: { accept },
  ...(error === undefined ? {} : { errorMessage: { text: error } }),
})

const STATUS_WORDS = { uploaded: 'Authorities not chosen', previewed: 'Preview', applied: 'Taken in', discarded: 'Put away' } as const

const formerTable = (imports: readonly RegisterImport[], kind: RegisterImport['kind']): DataTable => ({
  id: 'imports',
  caption: 'Earlier files',
  columns: [
    { text: 'File' },
    { text: 'When' },
    { text: 'By' },
    { text: 'Status' },
    { text: 'New', numeric: true },
    { text: 'Changed', numeric: true },
    ...(kind === 'contacts' ? [] : [{ text: 'Closed', numeric: true }]),
  ],
  rows: imports.map(({ id, fileName, createdAt, startedBy, status, counts }) => [
    { text: fileName, href: `/register/imports/${id}` },
    { text: sayShortInstant(createdAt) },
    { text: startedBy },
    { tag: { text: STATUS_WORDS[status], colour: status === 'applied' ? ('green' as const) : ('yellow' as const) } },
    { text: counts.new ?? '', numeric: true },
    { text: counts.changed ?? '', numeric: true },
    ...(kind === 'contacts' ? [] : [{ text: status === 'uploaded' ? '' : (counts.closed ?? 0) + (counts.converted ?? 0), numeric: true }]),
  ]),
  compact: true,
})

export const crumbs = (last: { text: string }, kind: RegisterImport['kind'] = 'establishments') => [
  { text: 'Register', href: '/register' },
  kind === 'contacts'
    ? { text: 'Bring in contacts', href: '/register/contacts/upload' }
    : { text: 'Bring up to date', href: '/register/imports' },
  last,
]

const opened = (path: string): Promise<CsvSource> => openCsv(path)

/** A fault of the file, for its field; anything else is thrown on. */
function unusable(error: unknown): UnusableFile {
  if (error instanceof UnusableFile) return error
  throw error
}

export async function sayAndGo(req: Request, res: Response, text: string, href: string): Promise<void> {
  req.session.notice = { text }
  await saveSession(req)
  res.redirect(303, href)
}
