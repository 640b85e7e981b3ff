import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { responsesOverTime, stackedBars } from '../../../src/platform/http/charts.ts'
import { chartSvg } from '../../../src/platform/http/chartSvg.ts'

const run = promisify(execFile)
const charts = join(import.meta.dirname, '../../../src/platform/http/charts.ts')

const days = [
  { date: '2027-03-01', cumulative: 12 },
  { date: '2027-03-19', cumulative: 101 },
  { date: '2027-03-24', cumulative: 104 },
]
const parts = (submitted: number, started: number, none: number) => [
  { key: 'submitted', label: 'Submitted', count: submitted },
  { key: 'started', label: 'In progress', count: started },
  { key: 'none', label: 'Not opened', count: none },
]
/** What a policy without unsafe-inline would drop, or a script could hide in. */
const INLINE = / style=|<style|<script| on[a-z]+=|href=/

describe('the chart of returns over time', () => {
  it('says in words what it shows', async () => {
    const svg = await responsesOverTime({ days, due: '2027-03-19', issued: 118 })
    expect(svg).toContain('>104 of 118 returns had been received by 24 March 2027; 101 of them by the due date, 19 March 2027.</desc>')
    expect(svg).toContain('>118 issued</text>')
    expect(svg).toContain('>Due 19 March</text>')
  })

  it('can be drawn before the first return has come', async () => {
    const svg = await responsesOverTime({ days: [], due: '2027-03-19', issued: 118 })
    expect(svg).toContain('No returns of 118 have been received. They are due on 19 March 2027.')
    expect(svg).not.toContain('NaN')
  })

  it('shows the same days whatever the time zone of the machine', async () => {
    const figures = { days, due: '2027-03-28', issued: 118 }
    const script = `const { responsesOverTime } = await import(${JSON.stringify(charts)}); console.log(await responsesOverTime(${JSON.stringify(figures)}))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ: 'America/Los_Angeles' },
    })
    expect(stdout.trim()).toBe(await responsesOverTime(figures))
  })
})

describe('the bars of progress', () => {
  it('write the counts in, name the rows with their totals, and say them all in words', async () => {
    const svg = await stackedBars({
      rows: [
        { label: 'Primary', parts: parts(61, 9, 12) },
        { label: 'Special <b>', parts: parts(5, 0, 1) },
      ],
    })
    expect(svg).toContain('>Primary (82)</text>')
    expect(svg).toContain('>61</text>')
    expect(svg).toContain('Primary: 61 submitted, 9 in progress, 12 not opened.')
    expect(svg).toContain('Special &lt;b>')
    expect(svg).not.toContain('<b>')
  })

  it('can be drawn for a row with nothing in it, and for no rows', async () => {
    for (const rows of [[{ label: 'Nursery', parts: parts(0, 0, 0) }], []]) expect(await stackedBars({ rows })).not.toContain('NaN')
  })
})

describe('every chart', () => {
  it('is one picture with a name, and holds nothing that a strict content security policy would drop', async () => {
    const drawn = [
      await responsesOverTime({ days, due: '2027-03-19', issued: 118 }),
      await stackedBars({ rows: [{ label: 'Primary', parts: parts(1, 2, 3) }] }),
    ]
    for (const svg of drawn) {
      expect(svg).toMatch(
        /^<svg class="app-chart__svg" role="img" aria-labelledby="(chart-[\w-]+-title) chart-[\w-]+-description"[^>]*><title id="\1">/,
      )
      expect(svg).not.toMatch(INLINE)
      expect(svg.match(/ (role|aria-\w+)=/g)).toHaveLength(2)
      expect(svg).not.toContain('NaN')
    }
  })

  it('is drawn once for the same figures', async () => {
    const spec = { data: { values: [{ a: 1 }] }, mark: 'bar', encoding: { x: { field: 'a', type: 'quantitative' } } } as const
    const words = { title: 'One', description: 'One bar' }
    expect(await chartSvg(spec, words)).toBe(await chartSvg(spec, words))
    expect(await chartSvg(spec, { ...words, title: 'Two' })).toContain('>Two</title>')
  })
})
