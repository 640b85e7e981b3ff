import type { Writable } from 'node:stream'
import multer, { type StorageEngine } from 'multer'
import type { Request, RequestHandler, Response } from 'express'
import type { UploadedFile } from '../files/uploadedFile.ts'
import { withoutControls } from '../forms/fields.ts'
import { FORM_BYTES, formTooLarge, Refusal } from './refusal.ts'
import type { UploadLimits } from './routes.ts'
import { makeUploadFolder } from './uploadFolder.ts'

/**
 * Reads a multipart form: fields into `req.body`, files to a temporary folder of this request alone.
 *
 * Refuses, in the users' words, a file that is too large, one too many, and a form that did not arrive whole; where the
 * route judges each file by itself (`each`), one that is too large or too many comes marked and the rest of the form is read.
 *
 * @param megabytes the most that a file may have where the route does not say
 */
export function takeUpload(route: UploadLimits, temporary: string, megabytes: number): RequestHandler {
  const limits = { megabytes, ...route }
  return (req, res, next) => {
    if (!req.is('multipart/form-data')) next(brokenForm())
    else void receive(limits, temporary, req, res).then(() => next(), next)
  }
}

/** The files of a request that `takeUpload` read. */
export function uploadedFiles(req: Request): UploadedFile[] {
  return ((req.files ?? []) as (Express.Multer.File & { refused?: UploadedFile['refused'] })[]).map(file => ({
    path: file.path,
    originalName: withoutControls(file.originalname.slice(-LONGEST_NAME)),
    bytes: file.size,
    field: file.fieldname,
    refused: file.refused ?? null,
  }))
}

/** No disk keeps a longer one. Of others the end counts, which says what the file is. */
const LONGEST_NAME = 500

type Limits = UploadLimits & { megabytes: number }

async function receive(limits: Limits, temporary: string, req: Request, res: Response): Promise<void> {
  // Asked for before there is a folder: a sender may be gone by the time that it is made, and that is told only once.
  const isOver = new Promise<void>(resolve => res.once('close', resolve))
  if (res.closed) throw brokenForm()
  const folder = await makeUploadFolder(temporary, mostBytes(limits), !limits.each)
  try {
    if (res.closed) throw brokenForm()
    await read(limits, folder.storage, req, res)
  } finally {
    // What cannot be removed now is swept later: @see removeLeftovers
    void isOver.then(() => folder.remove()).catch(() => undefined)
  }
}

async function read(limits: Limits, storage: StorageEngine, req: Request, res: Response): Promise<void> {
  // None of our fields has brackets in its name, which Multer would make into lists as long as the number in them.
  const form = { fields: 2000, fieldSize: MEGABYTE, parts: 2100, fieldNestingDepth: 0 }
  const reader = limits.each
    ? multer(reading({ storage, limits: form })).any()
    : multer(reading({ storage, limits: { ...form, fileSize: limits.megabytes * MEGABYTE, files: limits.files } })).array(
        limits.field,
        limits.files,
      )
  await new Promise<void>((resolve, reject) =>
    reader(req, res, (error: unknown) => (error === undefined || error === null ? resolve() : reject(inWords(error, limits)))),
  )
}

/** How large a file may be that comes by a field. Without `each`, Multer refuses the whole form for one that is too large or too many. */
const mostBytes =
  ({ each, field, files, megabytes }: Limits) =>
  (name: string, nth: number): number => {
    if (!each) return Infinity
    const isWanted = name === field || name.startsWith(`${field}.`)
    return isWanted && nth <= files ? megabytes * MEGABYTE : 0
  }

const MEGABYTE = 1024 * 1024

/** Reads no further once the fields together are larger than a form may be: Multer limits each alone, and keeps all in memory. */
const reading = (options: multer.Options): multer.Options & { streamHandler: (req: Request, parser: Writable) => void } => ({
  ...options,
  defParamCharset: 'utf8',
  streamHandler(req, parser) {
    let left = FORM_BYTES
    parser.on('field', (name: string, value: string) => {
      left -= Buffer.byteLength(name) + Buffer.byteLength(value)
      if (left < 0) parser.destroy(formTooLarge())
    })
    req.pipe(parser)
  },
})

function inWords(error: unknown, limits: Limits): Error {
  const code = error instanceof multer.MulterError ? error.code : undefined
  if (code === 'LIMIT_FILE_SIZE')
    return new Refusal('too_large', 'file_too_large', `A file was larger than ${limits.megabytes} MB`, [
      `Nothing was stored. Each file may have up to ${limits.megabytes} MB. Save a smaller copy, for example as a PDF with smaller pictures, and try again.`,
    ])
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE')
    return new Refusal('too_large', 'too_many_files', `You can add ${limits.files} files at a time`, [
      'Nothing was stored. Add the others afterwards.',
    ])
  if (code === 'LIMIT_FIELD_VALUE' || code === 'LIMIT_FIELD_COUNT' || code === 'LIMIT_PART_COUNT') return formTooLarge()
  if (error instanceof Refusal || isOurs(error)) return error
  // Multer tells of a broken body with plain errors: they are the sender's, not ours.
  return brokenForm()
}

/** A full disk or a folder that cannot be written is nothing that the sender did. */
const isOurs = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && 'code' in error && error.code !== 'ECONNRESET'

const brokenForm = () =>
  new Refusal('bad_request', 'broken_form', 'The form did not arrive whole', [
    'Nothing was stored. Check your connection and send it again.',
  ])
