import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler } from 'express'

/** Where the built files and their manifest lie: beside the program and not among its data, so that a release can carry them. */
export const assetsFolder = join(import.meta.dirname, '../../../build/assets')

/** Names as templates use them, to the built file, whose name changes with its content. */
export type Manifest = { stamp: string; files: Record<string, string> }

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
}
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
]

let manifest: Manifest | undefined

/**
 * The address of a built file by its plain name: `assetUrl('app.css')` is `/assets/app-4c1f….css`.
 * Throws when the files were not built, or there is no such file.
 */
export function assetUrl(name: string): string {
  const file = readManifest().files[name]
  if (file === undefined) throw new Error(`There is no asset called ${name}`)
  return `/assets/${file}`
}

/**
 * Serves the built files, and only those that the manifest names. A name holds the hash of its content, so a
 * browser may keep it for good; the compressed sibling is sent as it lies on the disk.
 */
export const serveAssets: RequestHandler = (req, res, next) => {
  const file = req.path.slice(1)
  if ((req.method !== 'GET' && req.method !== 'HEAD') || !isBuilt(file)) {
    next()
    return
  }
  const encoding = ENCODINGS.find(({ name }) => compressible(file) && req.acceptsEncodings(name) === name)
  res.set({
    'Content-Type': TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
  })
  if (encoding) res.set('Content-Encoding', encoding.name)
  res.sendFile(file + (encoding?.ending ?? ''), { root: assetsFolder, immutable: true, maxAge: '1y', acceptRanges: false }, error => {
    if (error && !res.headersSent) next(error)
  })
}

/** Pictures that are compressed already are served as they are. */
export const compressible = (file: string): boolean => /\.(css|js|svg)$/.test(file)

const isBuilt = (file: string): boolean => Object.values(readManifest().files).includes(file)

function readManifest(): Manifest {
  manifest ??= JSON.parse(readText('manifest.json')) as Manifest
  return manifest
}

function readText(file: string): string {
  try {
    return readFileSync(join(assetsFolder, file), 'utf8')
  } catch (error) {
    throw new Error('The stylesheets and scripts are not built: run npm run assets', { cause: error })
  }
}
