import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import multer from 'multer'
import type { Request, RequestHandler, Response } from 'express'
import { Refusal } from './refusal.ts'
import type { UploadLimits } from './routes.ts'

/** A file as it came in: in a temporary place that is removed when the request ends, under the name that the sender gave. */
export type UploadedFile = { path: string; originalName: string; bytes: number }

/**
 * Reads a multipart form: fields into `req.body`, files to a temporary folder of this request alone.
 *
 * Refuses, in the users' words, a file that is too large, one too many, and a form that did not arrive whole.
 */
export function takeUpload(limits: UploadLimits, temporary: string): RequestHandler {
  return (req, res, next) => {
    void receive(limits, temporary, req, res).then(() => next(), next)
  }
}

/** The files of a request that `takeUpload` read. */
export function uploadedFiles(req: Request): UploadedFile[] {
  return ((req.files ?? []) as Express.Multer.File[]).map(file => ({ path: file.path, originalName: file.originalname, bytes: file.size }))
}

async function receive(limits: UploadLimits, temporary: string, req: Request, res: Response): Promise<void> {
  const folder = await mkdtemp(path.join(temporary, 'upload-'))
  res.once('close', () => void rm(folder, { recursive: true, force: true }))
  const reader = multer({
    dest: folder,
    defParamCharset: 'utf8',
    limits: { fileSize: limits.megabytes * 1024 * 1024, files: limits.files, fields: 2000, fieldSize: 1024 * 1024, parts: 2100 },
  }).array(limits.field, limits.files)
  await new Promise<void>((resolve, reject) =>
    reader(req, res, (error: unknown) => (error === undefined || error === null ? resolve() : reject(inWords(error, limits)))),
  )
}

function inWords(error: unknown, limits: UploadLimits): Error {
  const code = error instanceof multer.MulterError ? error.code : undefined
  if (code === 'LIMIT_FILE_SIZE')
    return new Refusal('too_large', 'file_too_large', `A file was larger than ${limits.megabytes} MB`, [
      `Nothing was stored. Each file may have up to ${limits.megabytes} MB. Save a smaller copy, for example as a PDF with smaller pictures, and try again.`,
    ])
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE')
    return new Refusal('too_large', 'too_many_files', `You can add ${limits.files} files at a time`, [
      'Nothing was stored. Add the others afterwards.',
    ])
  // Multer tells of a broken body with plain errors: they are the sender's, not ours.
  return new Refusal('bad_request', 'broken_form', 'The form did not arrive whole', [
    'Nothing was stored. Check your connection and send it again.',
  ])
}
