import { findImport, type RegisterImport } from '../register/importStore.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { UnusableFile } from '../register/unusableFile.ts'
import type { Request, Response } from 'express'
import { saveSession } from '../../../platform/http/session.ts'

export const fileField = (label: string, hint: string, accept: string, error: string | undefined): object => ({
  id: 'file',
  name: 'file',
  label: { text: label, classes: 'govuk-label--s' },
  hint: { text: hint },
  attributes: { accept },
  ...(error === undefined ? {} : { errorMessage: { text: error } }),
})

const STATUS_WORDS = {
  uploaded: 'Authorities not chosen',
  previewed: 'Preview',
  applied: 'Imported',
  discarded: 'Discarded',
  undone: 'Undone',
} as const

export const formerTable = (imports: readonly RegisterImport[], kind: RegisterImport['kind']): DataTable => ({
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
    ? { text: 'Import contacts', href: '/register/contacts/upload' }
    : { text: 'Bring up to date', href: '/register/imports' },
  last,
]

/** A fault of the file, for its field; anything else is thrown on. */
export function unusable(error: unknown): UnusableFile {
  if (error instanceof UnusableFile) return error
  throw error
}

export async function sayAndGo(req: Request, res: Response, text: string, href: string): Promise<void> {
  req.session.notice = { text }
  await saveSession(req)
  res.redirect(303, href)
}

/** The import that the address names; one that was discarded is not there. */
export async function importOf({ db, actor }: Pick<PageContext<StaffActor>, 'db' | 'actor'>, req: Request): Promise<RegisterImport> {
  const found = await findImport(db, actor.partnershipId, idParam(req, 'importId'))
  if (!found || found.status === 'discarded') throw notFound()
  return found
}
