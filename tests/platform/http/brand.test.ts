import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { assetsFolder, assetUrl } from '../../../src/platform/http/assets.ts'
import type { Layout } from '../../../src/platform/http/page.ts'
import { pageHtml } from '../../../src/platform/http/renderPage.ts'

/** The government's own marks: a partnership's site may not pass for a page of GOV.UK, nor use its typeface. */
const GOVERNMENT_MARKS = /GDS Transport|govuk-crest|govuk-header__logotype|govuk-logo|crown/i
const LAYOUTS: Layout[] = ['page', 'staff', 'respondent', 'plain']

const builtFile = (name: string): string => readFileSync(join(assetsFolder, assetUrl(name).slice('/assets/'.length)), 'utf8')

const hex = (colour: string): number[] => [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
const luminance = (colour: string): number => {
  const [red, green, blue] = hex(colour).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
const contrast = (one: string, other: string): number => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}
const palette: Record<string, string> = Object.fromEntries(
  Array.from(
    readFileSync(join(import.meta.dirname, '../../../src/platform/http/assets/_brand.scss'), 'utf8').matchAll(
      /^\$([a-z-]+): (#[0-9a-f]{6});/gm,
    ),
    ([, name, value]) => [name!, value!],
  ),
)

describe('the brand', () => {
  it.each(['app.css', 'app.js', 'mark.svg'])('has no mark of the government in %s', name => {
    expect(builtFile(name).length).toBeGreaterThan(100)
    expect(builtFile(name)).not.toMatch(GOVERNMENT_MARKS)
  })

  it.each(LAYOUTS)('has no mark of the government in the %s layout', layout => {
    const html = pageHtml('errors/error', { title: 'Page not found', paragraphs: [], layout })
    expect(html).toContain('Safeguarding Audit')
    expect(html).not.toMatch(GOVERNMENT_MARKS)
  })

  it('has no mark of the government in any view', () => {
    const views = join(import.meta.dirname, '../../../views')
    for (const file of readdirSync(views, { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.ejs'))
        expect({ file, text: readFileSync(join(views, file), 'utf8') }).toEqual({ file, text: expect.not.stringMatching(GOVERNMENT_MARKS) })
    }
  })

  it('fetches nothing from another place', () => {
    expect(builtFile('app.css')).not.toMatch(/url\((?!["']?data:|["']?\/assets\/)/)
    expect(builtFile('app.css')).not.toContain('@import')
  })

  it.each([
    ['ink', '#ffffff', 7],
    ['ink', 'mist', 7],
    ['secondary', '#ffffff', 4.5],
    ['secondary', 'mist', 4.5],
    ['link', '#ffffff', 4.5],
    ['link', 'mist', 4.5],
    ['link-hover', 'mist', 4.5],
    ['visited', 'mist', 4.5],
    ['error', '#ffffff', 4.5],
    ['success', '#ffffff', 4.5],
    ['brand', '#ffffff', 4.5],
    ['brand-hover', '#ffffff', 4.5],
    ['header', '#ffffff', 4.5],
    ['header', 'mist-deep', 4.5],
    ['teal', '#ffffff', 3],
    ['focus-outline', 'ink', 3],
  ])('can be read: %s against %s', (one, other, enough) => {
    const colours: Record<string, string> = { ...palette, 'focus-outline': palette['govuk-focus-outline']! }
    const value = (name: string): string => (name.startsWith('#') ? name : colours[name]!)
    expect(contrast(value(one), value(other))).toBeGreaterThanOrEqual(enough)
  })
})
