import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'

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
 */
export async function faultsOf(page: Page, html: string): Promise<string[]> {
  return [...(await axeFaults(page)), ...(await plainFaults(page, html))]
}

async function axeFaults(page: Page): Promise<string[]> {
  const axe = await new AxeBuilder({ page })
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
      // Radios that reveal something: upstream's own, reported there.
      rules: { 'aria-allowed-attr': { enabled: (await page.locator('[data-aria-controls], [aria-expanded][type=radio]').count()) === 0 } },
      // What is right is not asked for: a page of a thousand cells would take a third longer.
      resultTypes: ['violations'],
    })
    // One run in the page itself: no page has a frame, for which every run would open a window of its own.
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
  // Measured on the document: regions that scroll by themselves (wide tables, charts) are meant to.
  const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth + 1')
  // The statement is two columns, and a figure that is cut reads as another. What only screen readers hear is a pixel wide.
  const cut = await page.evaluate<boolean>(
    `[...document.querySelectorAll('.app-statement')].some(table => table.parentElement.scrollWidth > table.parentElement.clientWidth + 1)`,
  )
  return [
    ...markup,
    ...(cut ? [`${page.url()} cuts the figures of the statement`] : []),
    ...(wide ? [`${page.url()} scrolls sideways at ${page.viewportSize()?.width ?? 0} px`] : []),
  ]
}
