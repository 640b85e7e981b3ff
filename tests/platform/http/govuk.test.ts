import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { govuk, GOVUK_COMPONENTS, moj, MOJ_COMPONENTS } from '../../../src/platform/http/govuk.ts'

type Fixtures = { component: string; fixtures: { name: string; options: object; html: string }[] }

const folder = join(import.meta.dirname, '../../../node_modules/govuk-frontend/dist/govuk/components')
const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
const shipped = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())

describe('the GOV.UK Design System components', () => {
  it('are all there', () => {
    expect(shipped.map(entry => camelCase(entry.name)).sort()).toEqual([...GOVUK_COMPONENTS].sort())
  })

  it.each(GOVUK_COMPONENTS)('draw %s exactly as the official examples do', name => {
    const kebab = name.replace(/[A-Z]/g, capital => `-${capital.toLowerCase()}`)
    const { fixtures } = JSON.parse(readFileSync(join(folder, kebab, 'fixtures.json'), 'utf8')) as Fixtures
    expect(fixtures.length).toBeGreaterThan(0)
    for (const { name: example, options, html } of fixtures) expect({ example, html: govuk[name](options) }).toEqual({ example, html })
  })

  it('have the number of examples that were counted when they were last taken in', () => {
    const counts = shipped.map(
      entry => (JSON.parse(readFileSync(join(folder, entry.name, 'fixtures.json'), 'utf8')) as Fixtures).fixtures.length,
    )
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(725)
  })

  it('escape what a person typed', () => {
    expect(govuk.label({ text: '<b onclick="x">"Tom" & Ann</b>' })).toContain('&lt;b onclick=&quot;x&quot;&gt;&quot;Tom&quot; &amp; Ann')
  })

  it('tell how much a box takes, in its hint and to the script that counts', () => {
    const box = { id: 'note', name: 'note', label: { text: 'Note' }, limit: 2000 }
    expect(govuk.textarea(box)).toMatch(/class="govuk-hint">\s*Up to 2,000 characters\.\s*<[^]*<textarea[^>]* data-limit="2000"/)
    expect(govuk.textarea({ ...box, hint: { text: 'Name <no> child' } })).toContain('Name &lt;no&gt; child. Up to 2,000 characters.')
    // Of one line it is for whoever has no scripts: who has is told near the end.
    expect(govuk.input(box)).toMatch(/class="govuk-hint app-limit">\s*Up to 2,000 characters\./)
    expect(govuk.input({ ...box, hint: { text: 'In full' } })).toContain('In full. <span class="app-limit">Up to 2,000 characters.</span>')
  })

  it('draw the same from memory as afresh, and tell different calls apart', () => {
    expect(govuk.memo.button({ text: 'Save' })).toBe(govuk.button({ text: 'Save' }))
    expect(govuk.memo.button({ text: 'Save' })).toBe(govuk.button({ text: 'Save' }))
    expect(govuk.memo.button({ text: 'Cancel' })).toContain('Cancel')
  })
})

describe('the MoJ components', () => {
  it.each(MOJ_COMPONENTS)('draw %s from the package itself', name => {
    expect(moj[name]({ text: 'Words', items: [], heading: { text: 'Heading' }, title: { text: 'Title' } })).toContain('moj-')
  })
})
