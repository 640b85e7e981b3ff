import { type AskedQuestion, nameOf, inOrder } from '../../counting/index.ts'
import type { Cell as TableCell, ChartFigure, DataTable } from '../../../platform/http/components.ts'
import { intervals } from '../../../platform/http/charts/intervals.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayCount, sayNumber, shortened } from '../../../platform/say.ts'
import type { Round } from '../../rounds/index.ts'
import { sampleHref, samplesTrail, type DipSample } from '../../sampling/index.ts'
import { agreementOf, LEAST_FOR_KAPPA, type Agreement, type Cell } from '../agreement.ts'
import type { ReadTwice } from '../agreementStore.ts'
import { byArea, cellsOf, twoWay, type SaidOfQuestion } from '../readTwice.ts'
import { pairsHref, type PairsAsked } from './agreementList.ts'
import { decimal, sayAgreed, sayKappa } from '../sayReviewed.ts'
import { LEAST_FOR_SHARE, sayShare } from '../share.ts'

type State = {
  round: Round
  sample: DipSample
  readTwice: ReadTwice
  said: readonly SaidOfQuestion[]
  /** On how many more questions both readings have a verdict that are no blind pair. */
  notBlind: number
  questions: ReadonlyMap<string, AskedQuestion>
}
type Line = { label: string; href?: string } & Agreement

/** What the page of agreement shows and says. */
export function agreementView({ round, sample, readTwice, said, notBlind, questions }: State): ViewModel {
  const cells = cellsOf(said)
  const all = agreementOf(cells)
  const areas = byArea(said, sample.areas, questions).map(({ area, said: of }) => ({
    label: area.title,
    href: pairsHref(sample, { area: area.key }),
    ...agreementOf(cellsOf(of)),
  }))
  const lines = inOrder(
    said.map(({ question }) => question),
    questions,
  ).map(key => ({
    label: nameOf(key, questions),
    href: pairsHref(sample, { question: key }),
    ...agreementOf(cellsOf(said.filter(({ question }) => question === key))),
  }))
  const drawn = [{ label: 'All questions', ...all }, ...areas]
  return {
    title: 'Agreement between reviewers',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name, href: sampleHref(round.id, sample.id) }, { text: 'Agreement' }),
    sampleName: sample.name,
    empty: all.pairs === 0 ? emptyOf(readTwice, notBlind) : undefined,
    read: `${sayCount(readTwice.finished, 'establishment')} ${readTwice.finished === 1 ? 'was' : 'were'} reviewed by two people. Both gave a verdict on ${sayCount(all.pairs, 'question')} in all before they could see what the other found: these are the pairs below.`,
    notBlind: sayNotBlind(notBlind, 'more question'),
    open: sayOpen(readTwice.open),
    summary: [
      {
        key: { text: 'The same verdict' },
        value: { text: sayAgreed(all) },
        actions: { items: [{ href: pairsHref(sample, {}), text: 'See what both said' }] },
      },
      { key: { text: 'Kappa' }, value: { text: sayKappa(all) } },
    ],
    chart: chartOf(drawn),
    areas: linesTable('areas', 'By area', 'Area', areas),
    questions: linesTable('questions', 'By question', 'Question', lines),
    twoWay: twoWayTable(cells, sample),
    least: { share: LEAST_FOR_SHARE, kappa: LEAST_FOR_KAPPA },
  }
}

/** What is left out, and why. */
const sayNotBlind = (n: number, noun: string): string =>
  n === 0
    ? ''
    : `${sayCount(n, noun)} ${n === 1 ? 'is' : 'are'} left out: one of the two verdicts was not given by the reviewer, or was given or changed after both had finished and could see what the other found.`

const emptyOf = ({ finished, open }: ReadTwice, notBlind: number) => ({
  heading: 'Nothing to compare yet',
  text:
    open + notBlind > 0
      ? [sayOpen(open), sayNotBlind(notBlind, 'question')].filter(said => said !== '').join(' ')
      : finished > 0
        ? 'Two people have reviewed the same establishment, but there is no question on which both gave a verdict.'
        : 'Ask a second person to review some establishments of this sample without seeing what the first found. When both have finished, this page says how far they agree.',
})

const sayOpen = (open: number): string =>
  open === 0
    ? ''
    : `${sayCount(open, 'establishment')} ${open === 1 ? 'is' : 'are'} still being reviewed by two people. ${open === 1 ? 'It counts' : 'They count'} when both have finished.`

/** Nothing is drawn of too few. */
function chartOf(lines: readonly Line[]): ChartFigure | undefined {
  const rows = lines.flatMap(({ label, share }) => (share === null ? [] : [{ label: shortened(label, 40), ...share }]))
  if (rows.length < 2) return undefined
  return {
    id: 'agreement-chart',
    heading: 'How often two gave the same verdict',
    summary: 'The dot is the share that was found. The line is where the share of many more pairs would most likely lie.',
    svg: intervals({ rows, title: 'How often two reviewers gave the same verdict, by area' }),
    table: {
      ...linesTable('agreement-figures', 'The same verdict, by area', 'Area', lines),
      captionHidden: true,
    },
  }
}

function linesTable(id: string, caption: string, what: string, lines: readonly Line[]): DataTable {
  return {
    id,
    caption,
    columns: [{ text: what }, { text: 'Same verdict', numeric: true }, { text: 'Share', numeric: true }, { text: 'Kappa', numeric: true }],
    rows: lines.map((line): TableCell[] => [
      { text: line.label },
      {
        text: `${sayNumber(line.agreed)} of ${sayNumber(line.pairs)}`,
        numeric: true,
        ...(line.href && line.pairs > 0 ? { href: line.href } : {}),
      },
      { text: line.share === null ? 'too few' : sayShare(line.agreed, line.pairs), numeric: true },
      { text: shortKappa(line), numeric: true },
    ]),
    compact: true,
  }
}

const shortKappa = ({ kappa }: Agreement): string =>
  kappa === 'few'
    ? 'too few'
    : kappa === 'one_verdict'
      ? 'one verdict only'
      : kappa.interval === null
        ? decimal(kappa.value)
        : `${decimal(kappa.value)} (${kappa.interval.map(decimal).join(' to ')})`

/** What the first said down the side, what the second said across. */
function twoWayTable(cells: readonly Cell[], sample: DipSample): DataTable {
  const cell = (n: number, asked: PairsAsked): TableCell => ({
    text: n,
    numeric: true,
    ...(n === 0 ? {} : { href: pairsHref(sample, asked) }),
  })
  const { sayings, counts } = twoWay(cells)
  const total = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0)
  return {
    id: 'two-way',
    caption: 'What the first reviewer found, against the second',
    columns: [
      { text: 'First reviewer' },
      ...sayings.map(text => ({ text: `Second: ${text.toLowerCase()}`, numeric: true })),
      { text: 'All', numeric: true },
    ],
    rows: sayings.map((saying, at): TableCell[] => {
      const row = counts[at] ?? []
      return [
        { text: saying },
        ...row.map((n, other) => cell(n, { first: saying, second: sayings[other] ?? '' })),
        cell(total(row), { first: saying }),
      ]
    }),
    footer: [
      { text: 'All' },
      ...sayings.map((saying, at) => cell(total(counts.map(row => row[at] ?? 0)), { second: saying })),
      cell(total(counts.map(total)), {}),
    ],
    compact: true,
  }
}
