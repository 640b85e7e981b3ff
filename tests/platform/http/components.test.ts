import { describe, expect, it } from '@jest/globals'
import { HtmlValidate } from 'html-validate'
import { responsesOverTime } from '../../../src/platform/http/charts/responsesOverTime.ts'
import type {
  ChartFigure,
  ConfirmBox,
  DataTable,
  EmptyState,
  FilterForm,
  Pagination,
  PrintButton,
  ProgressBar,
  StatNumber,
  StatusTag,
  Timeline,
} from '../../../src/platform/http/components.ts'
import type { Layout, ShellLocals } from '../../../src/platform/http/page.ts'
import { captionOf, paginate } from '../../../src/platform/http/paginate.ts'
import { pageHtml } from '../../../src/platform/http/renderPage.ts'
import { component } from '../../../src/platform/http/templates.ts'
import { leastOfThree } from '../../support/moment.ts'

const typed = `<img src=x onerror="alert('1')">`
const table: DataTable = {
  id: 'returns',
  caption: `Returns ${typed}`,
  columns: [
    { text: 'Choose', hidden: true },
    { text: 'Establishment', sortHref: '?sort=name&page=2', sorted: 'ascending' },
    { text: 'Sections', numeric: true },
    { text: 'Status' },
  ],
  rows: [
    [
      { checkbox: { name: 'return', value: '7', label: typed } },
      { text: typed, href: '/returns/7', hiddenText: typed, hint: typed },
      { text: 0, numeric: true },
      { tag: { text: typed, colour: 'green' } },
    ],
  ],
  footer: [{ text: 'All' }, { text: '' }, { text: 7, numeric: true }, { text: '' }],
}
const pages = paginate({ page: 6, pageSize: 50, total: 618, noun: 'return', href: page => `/returns?status=late&page=${page}` })
const filter: FilterForm = {
  action: '/returns',
  label: 'Find returns',
  search: { name: 'q', label: 'Name or URN', value: typed, hint: 'Part of a name will do' },
  selects: [
    {
      name: 'status',
      label: 'Status',
      items: [
        { value: '', text: 'All' },
        { value: 'late', text: typed, selected: true },
      ],
    },
  ],
  checkboxes: [{ name: 'only', value: 'overdue', text: 'Overdue', checked: true }],
  hidden: [{ name: 'sort', value: typed }],
  applied: [{ text: typed, removeHref: '/returns' }],
  clearHref: '/returns',
}
const stats: StatNumber[] = [
  { number: 118, label: 'issued', href: '/returns', tone: 'good' },
  { number: 0, label: typed, note: typed },
]
const history: Timeline = {
  items: [{ title: typed, by: typed, when: '4:12pm on Thursday 18 March 2027', at: '2027-03-18T16:12:00Z', text: typed, details: [typed] }],
}
const confirm: ConfirmBox = {
  heading: typed,
  paragraphs: [typed],
  action: '/extensions',
  csrfField: '<input type="hidden" name="_csrf" value="t">',
  hidden: [{ name: 'return', value: typed }],
  button: { text: typed, warning: true },
  cancel: { text: 'Go back', href: '/returns' },
}
const chart = (): ChartFigure => ({
  id: 'over-time',
  heading: 'Returns over time',
  summary: typed,
  svg: responsesOverTime({ days: [{ date: '2027-03-01', cumulative: 3 }], due: '2027-03-19', expected: 118 }),
  table: { id: 'over-time-figures', caption: typed, columns: [{ text: typed }], rows: [[{ text: typed }]] },
})
const everything = (): Record<string, string> => ({
  statusTag: component('statusTag', { text: typed, colour: 'teal' } satisfies StatusTag),
  statNumbers: component('statNumbers', { items: stats }),
  dataTable: component('dataTable', table),
  pagination: component('pagination', pages),
  filterForm: component('filterForm', filter),
  emptyState: component('emptyState', { heading: typed, text: typed, action: { text: typed, href: '/returns' } } satisfies EmptyState),
  progressBar: component('progressBar', { label: typed, value: 7, max: 12, text: typed } satisfies ProgressBar),
  printButton: component('printButton', { text: typed } satisfies PrintButton),
  confirmBox: component('confirmBox', confirm),
  timeline: component('timeline', history),
  chart: component('chart', chart()),
  errorSummary: component('errorSummary', { errors: [{ text: typed, href: '#q' }] }),
  notice: component('notice', { text: typed, kind: 'information', link: { text: typed, href: '/returns' } }),
})

describe('our own components', () => {
  it('never let what somebody typed become markup', () => {
    for (const [name, html] of Object.entries(everything())) {
      if (name !== 'pagination')
        expect({ name, html }).toEqual({ name, html: expect.stringContaining('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;') })
      expect({ name, html }).toEqual({ name, html: expect.not.stringContaining('<img') })
    }
  })

  it('tell which cell is the heading of a row: the first that is not a box to tick', () => {
    expect(component('dataTable', table)).toMatch(
      /<td[^>]*><div class="govuk-checkboxes[^]*<th scope="row"[^>]*>\s*<a href="\/returns\/7">/,
    )
  })

  it('say how a column is sorted, and print a zero as a number', () => {
    const html = component('dataTable', table)
    expect(html).toContain('aria-sort="ascending"')
    expect(html).toContain('?sort=name&amp;page=2')
    expect(html).toMatch(/govuk-table__cell--numeric"[^>]*>\s*0/)
    expect(component('statNumber', stats[1])).toContain('<span class="app-stat__number">0</span>')
  })

  it('draw 200 rows in a few milliseconds, because such a list is drawn all day', () => {
    const row = table.rows[0]!
    const long = { ...table, rows: Array.from({ length: 200 }, () => row) }
    // A hundred times what it takes: whatever is read or compiled anew for every row takes longer.
    expect(leastOfThree(() => component('dataTable', long))).toBeLessThan(0.2)
  })
})

describe('a whole page', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    // Long titles are the names of partnerships; the pattern for buttons that are links is the design system's.
    rules: { 'long-title': 'off', 'prefer-native-element': ['error', { exclude: ['button'] }] },
  })
  const shell: ShellLocals = {
    csrfToken: 'token',
    partnershipName: 'Northmoor Safeguarding Children Partnership',
    actorName: 'Priya Natarajan',
    signOutHref: '/sign-out',
    nav: [
      { text: 'Rounds', href: '/rounds', current: true },
      { text: 'Register', href: '/register' },
    ],
    notice: { text: 'Saved.' },
    respondent: { establishment: 'Hill Top Primary School', round: 'Safeguarding audit 2026 to 2027' },
    concern: { parts: [{ text: 'Northmoor children’s services on ' }, { text: '01632 960 111', href: 'tel:01632960111' }] },
  }
  const faults = async (html: string): Promise<string[]> => {
    const report = await validator.validateString(html)
    return report.results.flatMap(result => result.messages.map(message => `${message.ruleId} at ${message.line}: ${message.message}`))
  }

  it.each<Layout>(['page', 'staff', 'respondent', 'plain'])('is valid HTML in the %s layout, with and without its parts', async layout => {
    const page = { title: 'Page not found', layout, paragraphs: ['Words'], links: [{ text: 'Start', href: '/' }], reference: 'abc' }
    const full = {
      ...page,
      errors: [{ text: 'Enter a date', href: '#main-content' }],
      breadcrumbs: [{ text: 'Rounds', href: '/' }, { text: 'This' }],
      refreshSeconds: 5,
    }
    expect(await faults(pageHtml('errors/error', page, {}))).toEqual([])
    expect(await faults(pageHtml('errors/error', full, shell))).toEqual([])
    expect(await faults(pageHtml('errors/error', { ...page, backLink: { href: '/' } }, shell))).toEqual([])
  })

  it('is valid HTML with every component on it', async () => {
    const page = pageHtml('errors/error', { title: 'Everything', paragraphs: [], layout: 'staff' }, shell)
    const parts = Object.values(everything()).join('\n')
    expect(await faults(page.replace('</main>', () => `${parts}</main>`))).toEqual([])
  })
})

describe('the pages of a list', () => {
  const shown = (page: number, total: number) => numbers(paginate({ page, pageSize: 50, total, noun: 'return', href: String }))
  const numbers = ({ items }: Pagination) =>
    items.map(item => `${item.gapBefore ? '… ' : ''}${item.current ? `[${item.number}]` : item.number}`).join(' ')

  it.each([
    [1, 118, '[1] 2 3'],
    [1, 618, '[1] 2 … 13'],
    [4, 618, '1 2 3 [4] 5 … 13'],
    [6, 618, '1 … 5 [6] 7 … 13'],
    [10, 618, '1 … 9 [10] 11 12 13'],
    [99, 618, '1 … 12 [13]'],
    [1, 50, ''],
    [1, 0, ''],
  ])('on page %i of %i returns are %s', (page, total, expected) => {
    expect(shown(page, total)).toBe(expected)
  })

  it.each([
    [1, 0, 'No returns'],
    [1, 1, 'Showing 1 return'],
    [1, 13, 'Showing all 13 returns'],
    [3, 101, 'Showing return 101 of 101'],
    [3, 118, 'Showing 101 to 118 of 118 returns'],
    [1, 30_000, 'Showing 1 to 50 of 30,000 returns'],
  ])('say what is shown on page %i of %i', (page, total, expected) => {
    expect(paginate({ page, pageSize: 50, total, noun: 'return', href: String }).summary).toBe(expected)
  })

  it.each([
    [1, 1, '1 return'],
    [1, 13, 'All 13 returns'],
    [3, 101, 'Return 101 of 101'],
    [1, 118, 'Returns 1 to 50 of 118'],
    [3, 118, 'Returns 101 to 118 of 118'],
    [99, 30_018, 'Returns 4,901 to 4,950 of 30,018'],
  ])('say in the caption of the table what is on page %i of %i', (page, total, expected) => {
    expect(captionOf({ page, pageSize: 50, total, noun: 'return' })).toBe(expected)
  })
})
