import type { Request, RequestHandler, Response } from 'express'
import { clean } from './cleanInput.ts'

/** How the two kinds of forms are read. */
export type FormReaders = { urlencoded: RequestHandler; multipart: RequestHandler }

/** Whether what a field holds is a person's, and may be shown on a page that anybody could be looking at. */
type Shown = (field: string, text: string) => boolean
export const answersOnly: Shown = field => /^[acx]\./.test(field)
/** Whatever a form asks to be written. What it carries along has a name that begins with a line, is a filter, or is a list of ids. */
export const typedByStaff: Shown = (field, text) => !field.startsWith('_') && !FILTERS.includes(field) && !/^[\d,]*$/.test(text)

/** What lists are narrowed by, and what is chosen for all that they show: nobody wrote it. */
const FILTERS = ['q', 'search', 'phase', 'type', 'la', 'set', 'chosenSet']

/** What radio buttons and tick boxes send is no text of anybody's; question sets have a letter. */
const CODE = /^[A-Z]$|^[a-z0-9_]*$/

/**
 * What somebody typed into a form that could not be taken, to be copied from the page that says so. Reads the form when
 * nobody has yet: a link that was revoked, or a database that is away, turns a request back before its body is read.
 */
export async function typedTexts(req: Request, res: Response, readers: FormReaders, shown: Shown): Promise<string[]> {
  if (req.method !== 'POST') return []
  if (req.body === undefined && !req.readableDidRead)
    await read(req, res, req.is('multipart/form-data') ? readers.multipart : readers.urlencoded)
  return Object.entries(clean((req.body ?? {}) as Record<string, unknown>)).flatMap(([field, value]) =>
    textsIn(value).filter(text => !CODE.test(text) && shown(field, text)),
  )
}

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter(one => typeof one === 'string').map(one => one.trim())

/** A form that cannot be read has nothing to show. */
const read = (req: Request, res: Response, reader: RequestHandler): Promise<void> =>
  new Promise(resolve => {
    void reader(req, res, () => resolve())
  })
