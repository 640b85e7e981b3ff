import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import { assetUrl } from './assets.ts'
import { govuk, moj } from './govuk.ts'

/**
 * EJS as this house uses it. A view sees these names and no others (templates run in strict mode, without `with`):
 *
 *   page               its model: finished sentences and component parameters
 *   govuk, moj         `<%- govuk.button({ text: 'Save' }) %>`: the design systems' own components
 *   component          `<%- component('statusTag', { text: 'Late' }) %>`: ours, in views/components; a name with a
 *                      slash is a feature's own part, `component('returnPages/readThrough', params)`
 *   asset              `asset('app.css')`: where a built file is served
 *   csrfField          the hidden field that every form which posts begins with: `<%- csrfField %>`
 *
 * A component sees `params` in place of `page`, so nothing of the page can leak into it; EJS's own `include`, which
 * would copy the caller's names, refuses. A component with a form takes `params.csrfField`. A layout also sees `shell`
 * and `body`.
 */
type Names = { page?: unknown; csrfField?: string; params?: unknown; shell?: unknown; body?: string }

const views = join(import.meta.dirname, '../../../views')
const KINDS = {
  view: ['page', 'csrfField'],
  component: ['params'],
  layout: ['page', 'shell', 'body'],
} as const satisfies Record<string, readonly (keyof Names)[]>
const SHARED = ['govuk', 'moj', 'component', 'asset']

type Template = (names: Names) => string
const compiled = new Map<string, Template>()

/** The HTML of `views/<view>.ejs` for this model. Throws when there is no such view, or it reads a name it was not given. */
export const renderView = (view: string, page: unknown, csrfField = ''): string => template('view', view)({ page, csrfField })

/** The HTML of `views/layouts/<layout>.ejs` around `body`. */
export const renderLayout = (layout: string, page: unknown, shell: unknown, body: string): string =>
  template('layout', `layouts/${layout}`)({ page, shell, body })

/** The HTML of one of our own components; it reads `params` and nothing else. */
export const component = (name: string, params: unknown = {}): string =>
  template('component', name.includes('/') ? name : `components/${name}`)({ params })

function template(kind: keyof typeof KINDS, name: string): Template {
  const key = `${kind}:${name}`
  const known = compiled.get(key)
  if (known) return known
  const fresh = compile(kind, name)
  compiled.set(key, fresh)
  return fresh
}

function compile(kind: keyof typeof KINDS, name: string): Template {
  const filename = join(views, `${name}.ejs`)
  const run = ejs.compile(readFileSync(filename, 'utf8'), {
    filename,
    strict: true,
    async: false,
    localsName: 'names',
    destructuredLocals: [...SHARED, ...KINDS[kind]],
    escape: escapeHtml,
    includer: refuseInclude,
  })
  return names => run({ govuk, moj, component, asset: assetUrl, ...names })
}

function refuseInclude(path: string): never {
  throw new Error(`include('${path}') would leak the caller's names: use component('${path}', params)`)
}

const UNSAFE = /[&<>"']/
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * What `<%= %>` does. Most strings need no escaping: handing those back untouched nearly halves the time of a long form.
 * Throws for an object, which would only ever print as "[object Object]".
 */
export function escapeHtml(value: unknown): string {
  const text = printable(value)
  return UNSAFE.test(text) ? text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character) : text
}

function printable(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError(`A view can print text and numbers, not a value of type ${typeof value}`)
}
