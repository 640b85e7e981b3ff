import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { assetsFolder, compressible } from './assets.ts'
import type { Manifest } from './assets.ts'

/**
 * Builds the stylesheets, scripts and pictures that pages link to, into build/assets: `npm run assets`, and by itself
 * before `npm start` and `npm test`. Where nothing has changed since the last time it only compares one hash: the
 * compilers are not even loaded, and need not be there: a release carries what was built and installs without them.
 * Two runs at once write the same files under the same names, the manifest last.
 */
type Built = { name: string; content: Buffer }

const root = join(import.meta.dirname, '../../..')
const sources = join(import.meta.dirname, 'assets')
const PACKAGES = ['govuk-frontend', '@ministryofjustice/frontend', 'sass', 'esbuild']
/** A page opened just before a release may still ask for its old stylesheet. */
const KEEP_OLD_FILES_MS = 7 * 24 * 60 * 60 * 1000

const stamp = inputStamp()
if (existingManifest()?.stamp !== stamp) {
  if (!hasCompilers()) {
    console.error(
      'The stylesheets and scripts have changed since they were built, and their compilers are not here: npm install brings them.',
    )
    process.exit(1)
  }
  const started = performance.now()
  const built = [await stylesheet(), ...(await scripts()), ...pictures()]
  write(built)
  console.log(`assets: ${built.length} files built in ${Math.round(performance.now() - started)} ms`)
}

function inputStamp(): string {
  const hash = createHash('sha256')
  // By the lockfile, which is the same where the compilers were left out.
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>
  }
  for (const name of PACKAGES) hash.update(`${name} ${packages[`node_modules/${name}`]?.version}`)
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)))
  return hash.update(readFileSync(import.meta.filename)).digest('hex')
}

function hasCompilers(): boolean {
  return ['sass', 'esbuild'].every(name => existsSync(join(root, 'node_modules', name, 'package.json')))
}

function existingManifest(): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(assetsFolder, 'manifest.json'), 'utf8')) as Manifest
    for (const file of Object.values(manifest.files)) for (const ending of endingsOf(file)) statSync(join(assetsFolder, file + ending))
    return manifest
  } catch {
    return undefined
  }
}

function endingsOf(file: string): string[] {
  return compressible(file) ? ['', '.br', '.gz'] : ['']
}

async function stylesheet(): Promise<Built> {
  const { compile } = await import('sass')
  const { transform } = await import('esbuild')
  const { css } = compile(join(sources, 'app.scss'), { loadPaths: [root], quietDeps: true })
  const { code } = await transform(css, { loader: 'css', minify: true, target: ['chrome90', 'firefox90', 'safari14'] })
  return { name: 'app.css', content: Buffer.from(code) }
}

async function scripts(): Promise<Built[]> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [join(sources, 'app.ts')],
    outdir: assetsFolder,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
  })
  return outputFiles.map(file => ({ name: parse(file.path).base, content: Buffer.from(file.contents) }))
}

function pictures(): Built[] {
  const names = readdirSync(sources).filter(name => /\.(svg|png)$/.test(name))
  return names.map(name => ({ name, content: readFileSync(join(sources, name)) }))
}

function write(built: Built[]): void {
  mkdirSync(assetsFolder, { recursive: true })
  const files: Manifest['files'] = {}
  for (const { name, content } of built) {
    const { name: stem, ext } = parse(name)
    const file = `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 12)}${ext}`
    files[name] = file
    replace(file, content)
    if (!compressible(file)) continue
    replace(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    replace(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
  replace('manifest.json', Buffer.from(JSON.stringify({ stamp, files } satisfies Manifest, null, 2)))
  sweep(new Set(Object.values(files)))
}

/** Readers see the old file or the new one, never half of one. */
function replace(file: string, content: Buffer): void {
  const temporary = join(assetsFolder, `.${file}.${process.pid}`)
  writeFileSync(temporary, content)
  renameSync(temporary, join(assetsFolder, file))
}

function sweep(current: Set<string>): void {
  for (const file of readdirSync(assetsFolder)) {
    const isCurrent = file === 'manifest.json' || current.has(file.replace(/\.(br|gz)$/, ''))
    const path = join(assetsFolder, file)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (!isCurrent && age > KEEP_OLD_FILES_MS) rmSync(path, { force: true })
  }
}
