import type { Request, RequestHandler, Response } from 'express'

/** How the two kinds of forms are read. */
export type FormReaders = { urlencoded: RequestHandler; multipart: RequestHandler }

/** The fields of answers: nothing else of a form may be shown on a page that anybody could be looking at. */
const ANSWER = /^[acx]\./
/** What radio buttons and tick boxes send is no text of anybody's. */
const CODE = /^[a-z0-9_]*$/

/**
 * What somebody typed into a form that could not be taken, to be copied from the page that says so. Reads the form when
 * nobody has yet: a link that was revoked, or a database that is away, turns a request back before its body is read.
 */
export async function typedTexts(req: Request, res: Response, readers: FormReaders): Promise<string[]> {
  if (req.method !== 'POST') return []
  if (req.body === undefined && !req.readableDidRead)
    await read(req, res, req.is('multipart/form-data') ? readers.multipart : readers.urlencoded)
  const texts = Object.entries((req.body ?? {}) as Record<string, unknown>)
    .filter(([name]) => ANSWER.test(name))
    .flatMap(([, value]) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter((value): value is string => typeof value === 'string')
    .map(value => value.trim())
  return texts.filter(text => !CODE.test(text))
}

/** A form that cannot be read has nothing to show. */
const read = (req: Request, res: Response, reader: RequestHandler): Promise<void> =>
  new Promise(resolve => {
    void reader(req, res, () => resolve())
  })
