import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { responsesOverTime } from '../../../src/platform/http/charts/responsesOverTime.ts'
import { countTicks, dayTicks } from '../../../src/platform/http/charts/scale.ts'
import { stackedBars } from '../../../src/platform/http/charts/stackedBars.ts'

const run = promisify(execFile)
const charts = join(import.meta.dirname, '../../../src/platform/http/charts/responsesOverTime.ts')

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
  it('says in words what it shows', () => {
    const svg = responsesOverTime({ days, due: '2027-03-19', expected: 118 })
    expect(svg).toContain('>104 of 118 returns had been received by 24 March 2027; 101 of them by the due date, 19 March 2027.</desc>')
    expect(svg).toContain('>118 expected</text>')
    expect(svg).toContain('>Due 19 March</text>')
  })

  it('can be drawn before the first return has come', () => {
    const svg = responsesOverTime({ days: [], due: '2027-03-19', expected: 118 })
    expect(svg).toContain('No returns of 118 have been received. They are due on 19 March 2027.')
    expect(svg).not.toContain('NaN')
  })

  it('shows the same days whatever the time zone of the machine', async () => {
    const figures = { days, due: '2027-03-28', expected: 118 }
    const script = `const { responsesOverTime } = await import(${JSON.stringify(charts)}); console.log(responsesOverTime(${JSON.stringify(figures)}))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ: 'America/Los_Angeles' },
    })
    expect(stdout.trim()).toBe(responsesOverTime(figures))
  })
})

describe('the bars of progress', () => {
  it('write the counts in, name the rows with their totals, and say them all in words', () => {
    const svg = stackedBars({
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

  it('can be drawn for a row with nothing in it, and for no rows', () => {
    for (const rows of [[{ label: 'Nursery', parts: parts(0, 0, 0) }], []]) expect(stackedBars({ rows })).not.toContain('NaN')
  })
})

describe('every chart', () => {
  it('is one picture with a name, and holds nothing that a strict content security policy would drop', () => {
    const drawn = [
      responsesOverTime({ days, due: '2027-03-19', expected: 118 }),
      stackedBars({ rows: [{ label: 'Primary', parts: parts(1, 2, 3) }] }),
    ]
    for (const svg of drawn) {
      expect(svg).toMatch(
        /^<svg class="app-chart__svg" role="img" aria-labelledby="(chart-[\w-]+)-title" aria-describedby="\1-description"[^>]*><title id="\1-title">[^<]+<\/title><desc id="\1-description">/,
      )
      expect(svg).not.toMatch(INLINE)
      expect(svg.match(/ (role|aria-\w+)=/g)).toHaveLength(3)
      expect(svg).not.toContain('NaN')
    }
  })
})

describe('an axis', () => {
  it.each([
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [118, [0, 20, 40, 60, 80, 100]],
    [700, [0, 200, 400, 600]],
    [30_000, [0, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000]],
  ])('of counts up to %i has round numbers', (highest, ticks) => {
    expect(countTicks(highest, 6)).toEqual(ticks)
  })

  it.each([
    ['2027-03-19', '2027-03-19', ['2027-03-19']],
    ['2027-03-01', '2027-03-04', ['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04']],
    ['2027-03-01', '2027-03-29', ['2027-03-01', '2027-03-08', '2027-03-15', '2027-03-22', '2027-03-29']],
    ['2026-11-09', '2027-05-20', ['2026-12-01', '2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01', '2027-05-01']],
  ])('of days from %s to %s has days that people plan by, also across a change of clocks', (first, last, ticks) => {
    expect(dayTicks(first, last, 9)).toEqual(ticks)
  })
})
