import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Response } from 'express'
import { pathsOf } from './personInPath.ts'

/** A page that fits into one packet gains nothing. */
const WORTH_IT = 1024

type Encoding = { name: string; compress: (page: Buffer) => Buffer }

/**
 * How pages are compressed, the best first. Pages are made for one person each and sent once: the levels are those from which a few
 * bytes more would cost as much time as drawing the page (decision 0048).
 */
const ENCODINGS: readonly Encoding[] = [
  { name: 'zstd', compress: page => zstdCompressSync(page, { params: { [constants.ZSTD_c_compressionLevel]: 3 } }) },
  { name: 'gzip', compress: page => gzipSync(page, { level: 4 }) },
]

/** A page from here on, what is left of a return say, is a sixth shorter by Brotli at its fifth level: on a telephone's line that is more than it takes. */
const LONG = 80 * 1024
const BROTLI: Encoding = {
  name: 'br',
  compress: page =>
    brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: page.length } }),
}

/** Sends a page in one piece, a tenth as long where the browser takes it compressed. */
export function sendPage(res: Response, drawn: Buffer): void {
  const page = pathsOf(res, drawn)
  const asked = page.length >= WORTH_IT && res.req.headers['accept-encoding'] !== undefined
  const encoding = asked
    ? (page.length >= LONG ? [BROTLI, ...ENCODINGS] : ENCODINGS).find(({ name }) => res.req.acceptsEncodings(name) === name)
    : undefined
  const body = encoding ? encoding.compress(page) : page
  if (encoding) res.setHeader('Content-Encoding', encoding.name)
  res.vary('Accept-Encoding').setHeader('Content-Type', 'text/html; charset=utf-8')
  res.setHeader('Content-Length', body.length)
  res.end(body)
}
