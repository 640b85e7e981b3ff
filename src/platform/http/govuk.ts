import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import nunjucks from 'nunjucks'
import { limited } from './limited.ts'

/**
 * The design systems' components, drawn by the templates that their packages ship: `govuk.radios({ ... })`.
 *
 * Parameters are those of the official documentation. `text:` is escaped; `html:` is not, so nothing that a person
 * typed may ever reach an `html:` parameter. An input or a textarea that is given its `limit` tells it (`limited`).
 *
 * `govuk.memo.button({ text: 'Save and continue' })` keeps what it drew. It is for calls whose words are ours: never for
 * names, answers or anything else about a person, which must not stay in memory after the response.
 */
export const GOVUK_COMPONENTS = [
  'accordion',
  'backLink',
  'breadcrumbs',
  'button',
  'characterCount',
  'checkboxes',
  'cookieBanner',
  'dateInput',
  'details',
  'errorMessage',
  'errorSummary',
  'exitThisPage',
  'feedback',
  'fieldset',
  'fileUpload',
  'footer',
  'genericHeader',
  'header',
  'hint',
  'input',
  'insetText',
  'label',
  'languageNavigation',
  'notificationBanner',
  'pagination',
  'panel',
  'passwordInput',
  'phaseBanner',
  'radios',
  'select',
  'serviceNavigation',
  'skipLink',
  'summaryList',
  'table',
  'tabs',
  'tag',
  'taskList',
  'textarea',
  'warningText',
] as const

/** Those of the MoJ's components that need neither its date library nor its brand; the timeline is our own. */
export const MOJ_COMPONENTS = [
  'addAnother',
  'alert',
  'badge',
  'banner',
  'buttonMenu',
  'filter',
  'identityBar',
  'multiFileUpload',
  'pageHeaderActions',
  'search',
  'sideNavigation',
  'subNavigation',
  'ticketPanel',
] as const

type Render = (params: object) => string
type Components<Name extends string> = Readonly<Record<Name, Render>>
type WithMemo<Name extends string> = Components<Name> & { readonly memo: Components<Name> }
export type GovukComponent = (typeof GOVUK_COMPONENTS)[number]
export type MojComponent = (typeof MOJ_COMPONENTS)[number]

/** A few hundred fixed buttons, links and legends exist; past that somebody is memoising what varies. */
const MEMO_LIMIT = 500

const packages = createRequire(import.meta.url)
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    join(dirname(packages.resolve('govuk-frontend/package.json')), 'dist'),
    dirname(packages.resolve('@ministryofjustice/frontend/package.json')),
  ]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)

// Their own looks for the end of a text from every space in it: 16 KB of spaces, typed by anybody, took 1.2 s.
environment.addFilter('trim', (text: string | nunjucks.runtime.SafeString) =>
  typeof text === 'string' ? text.trim() : new nunjucks.runtime.SafeString(text.toString().trim()),
)

export const govuk: WithMemo<GovukComponent> = library('govuk', GOVUK_COMPONENTS)
export const moj: WithMemo<MojComponent> = library('moj', MOJ_COMPONENTS)

/** As the templates escape it themselves. */
const escaped = (text: string): string => String((environment.getFilter('escape') as (typed: string) => unknown)(text))

function library<Name extends string>(folder: string, names: readonly Name[]): WithMemo<Name> {
  const plain = named(names, name => renderer(folder, name))
  return { ...plain, memo: named(names, name => memoised(plain[name])) }
}

function renderer(folder: string, name: string): Render {
  const path = `${folder}/components/${name.replace(/[A-Z]/g, capital => `-${capital.toLowerCase()}`)}/template.njk`
  return params =>
    environment
      .getTemplate(path)
      .render({ params: limited(name, params, escaped) })
      .trim()
}

function memoised(render: Render): Render {
  const drawn = new Map<string, string>()
  return params => {
    const key = JSON.stringify(params)
    const known = drawn.get(key)
    if (known !== undefined) return known
    const html = render(params)
    if (drawn.size < MEMO_LIMIT) drawn.set(key, html)
    return html
  }
}

function named<Name extends string>(names: readonly Name[], make: (name: Name) => Render): Components<Name> {
  return Object.fromEntries(names.map(name => [name, make(name)])) as Record<Name, Render>
}
