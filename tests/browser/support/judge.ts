import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { isFirefox } from './browsers.ts'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // The design systems' own markup.
    'no-redundant-role': 'off',
    'form-dup-name': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'attribute-boolean-style': 'off',
    'void-style': 'off',
    'require-sri': 'off',
    'prefer-native-element': 'off',
    'no-implicit-button-type': 'off',
    'input-missing-label': 'off',
    'wcag/h30': 'off',
    'wcag/h63': 'off',
    'valid-id': 'off',
    'tel-non-breaking': 'off',
    'input-attributes': 'off',
    'no-inline-style': 'error',
  },
})

/**
 * What is wrong with the page in the window: what axe finds against WCAG 2.2 AA, markup that is not valid,
 * and sideways scrolling. Empty when nothing is.
 *
 * @param html the page as the program sent it
 * @param contrast whether colours are looked at, which takes axe the longest: once for each page
 */
export async function faultsOf(page: Page, html: string, { contrast = true } = {}): Promise<string[]> {
  // What axe reads no browser changes: once is enough.
  return [...(isFirefox ? [] : await axeFaults(page, contrast)), ...(await plainFaults(page, html))]
}

async function axeFaults(page: Page, contrast: boolean): Promise<string[]> {
  const axe = await new AxeBuilder({ page })
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
      // Radios that reveal something: upstream's own, reported there.
      rules: {
        'color-contrast': { enabled: contrast },
        'aria-allowed-attr': { enabled: (await page.locator('[data-aria-controls], [aria-expanded][type=radio]').count()) === 0 },
      },
      // What is right is not asked for: a page of a thousand cells would take a third longer.
      resultTypes: ['violations'],
    })
    // One run in the page itself, with what is in its frame: every run would open a window of its own.
    .setLegacyMode()
    .analyze()
  return axe.violations.map(({ id, nodes }) => `${page.url()} axe ${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`)
}

/** The same without axe, which needs scripts. */
export async function plainFaults(page: Page, html: string): Promise<string[]> {
  const report = await validator.validateString(html)
  const markup = report.results.flatMap(result =>
    result.messages.map(message => `${page.url()} html ${message.ruleId} ${message.line}: ${message.message}`),
  )
  // Measured on the document: charts scroll by themselves, and tables where there is room for columns.
  const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth + 1')
  const cut = await page.evaluate<string[]>(CUT_TABLES)
  const broken = await page.evaluate<string[]>(BROKEN_WORDS)
  const outside = await page.evaluate<string[]>(OUTSIDE_CHARTS)
  return [
    ...markup,
    ...cut.map(table => `${page.url()} cuts a table at ${page.viewportSize()?.width ?? 0} px: ${table}`),
    ...broken.map(word => `${page.url()} breaks a word of a label: ${word}`),
    ...outside.map(words => `${page.url()} cuts words of a chart: ${words}`),
    ...(wide ? [`${page.url()} scrolls sideways at ${page.viewportSize()?.width ?? 0} px`] : []),
  ]
}

/** Tables that do not fit on a phone: a figure that is cut reads as another. */
const CUT_TABLES = `[...document.querySelectorAll('.app-table')]
  .filter(table => innerWidth <= 640 && table.checkVisibility() && table.scrollWidth > table.clientWidth + 1)
  .map(table => table.textContent.trim().slice(0, 40))`

/** Words that reach over the edge of their picture. Of words that are turned, browsers measure more than is drawn. */
const OUTSIDE_CHARTS = `[...document.querySelectorAll('svg[role=img] text')].filter(text => {
  if (!text.checkVisibility() || text.hasAttribute('transform')) return false
  const [words, all] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()]
  return words.left < all.left - 1 || words.right > all.right + 1
}).map(text => text.textContent)`

/** Words of labels, headings of columns, buttons and tags that stand on two lines: browsers differ in what they think fits. */
const BROKEN_WORDS = `[...document.querySelectorAll('label, legend, th, button, .govuk-tag, .app-stat')].flatMap(element => {
  const found = []
  if (!element.checkVisibility() || element.clientWidth <= 1) return found
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const { 0: word, index } of text.data.matchAll(/(?<![\\p{L}\\p{N}@.])[\\p{L}\\p{N}’]+(?![\\p{L}\\p{N}@.])/gu)) {
      if (word.length > 16) continue
      const range = document.createRange()
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)))
      if (lines.size > 1) found.push(word + ' in ' + element.textContent.trim().slice(0, 40))
    }
  }
  return found
})`
