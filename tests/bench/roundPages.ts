import { gzipSync } from 'node:zlib'
import type { Browser } from '../support/app.ts'
import { forgetKept } from '../../src/features/keptCounts/index.ts'
import { median, timed, type Bench, type BenchLine } from './bench.ts'
import { FEW, MANY, twoRounds } from './largeRound.ts'
import { pagesOf } from './pagesOfRound.ts'

/**
 * Every page of staff that the pages of a large round lead to, one of each kind, against the same page of a small round: half of the
 * requests may take at most three times as long, no page more than 300 ms, and none is over 60 KB when compressed.
 * `anewMs` is how long it takes whoever looks first after something has moved, when all that is kept is counted anew.
 */
export const roundPages: Bench = async ({ db, size, pages }) => {
  const { many, few } = await twoRounds(db, MANY[size], { answered: true })
  const large = await pagesOf(db, many)
  const small = await pagesOf(db, few)
  const times = size === 'full' ? 7 : 2
  const lines: BenchLine[] = []
  for (const [shape, href] of large.pages) {
    if (!shape.includes(pages)) continue
    const other = small.pages.get(shape)
    await forgetKept(db)
    const { half: value, first } = await looksAt(large.browser, href, times)
    const reference = other === undefined ? null : (await looksAt(small.browser, other, times)).half
    lines.push({
      name: 'round-pages',
      value: rounded(value),
      unit: 'ms',
      reference: reference === null ? null : rounded(reference),
      ratio: reference === null ? null : rounded(value / reference),
      n: times,
      detail: {
        page: shape,
        pages: large.pages.size,
        returns: MANY[size],
        against: FEW,
        anewMs: rounded(first),
        compressedKb: rounded(gzipSync((await large.browser.get(href)).text).length / 1024),
        goal: 'ratio <= 3, value < 300, compressedKb <= 60',
      },
    })
  }
  const slowest = lines.sort((a, b) => b.value - a.value).slice(0, SHOWN)
  return [...slowest, ...lines.filter(line => !slowest.includes(line) && isOver(line))]
}

/** Pages that are shown even when they are quick enough: the slowest. */
const SHOWN = 10

const isOver = ({ value, ratio, detail }: BenchLine): boolean => value >= 300 || (ratio ?? 0) > 3 || Number(detail.compressedKb) > 60

/** How long half of the looks at a page take at most, without the first: what is compiled, planned and counted once. */
async function looksAt(browser: Browser, href: string, times: number): Promise<{ half: number; first: number }> {
  const taken: number[] = []
  for (let at = 0; at <= times; at += 1)
    taken.push(
      await timed(async () => {
        const { status } = await browser.get(href)
        if (status !== 200) throw new Error(`${href} answered ${status}`)
      }),
    )
  const [first = Number.NaN, ...later] = taken
  return { half: median(later), first }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
