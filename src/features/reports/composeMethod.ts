import { sayInstant } from '../../platform/london.ts'
import { sayCount, sayNumber } from '../../platform/say.ts'
import { quantify, wordsOf } from '../findings/index.ts'
import { judgedOf, sayFound } from '../reviewing/index.ts'
import { sayPlan } from '../sampling/index.ts'
import { coverGrid, coverPart } from './coverGrid.ts'
import type { Facts, ReportedSample } from './facts.ts'
import { COVERED, type Block, type Cell, type Part, type Table } from './report.ts'

/** How the sample was drawn, how far reviewers agree, and how far what establishments said of themselves holds. */
export function methodParts(facts: Facts): Part[] {
  const { samples } = facts
  return [
    {
      id: '',
      title: 'Sample and method',
      level: 2,
      blocks: [
        {
          kind: 'text',
          text:
            samples.length === 0
              ? 'No dip sample was drawn in this round, so what establishments said of themselves was not looked at by anyone else.'
              : 'Reviewers looked at the evidence of a sample next to what each establishment said of itself. Each draw can be repeated from its seed and from the list that it was drawn from, which is in the sheet “Sample frame” of the workbook. Whoever has the list can tell by the SHA-256 that it is the one of the draw.',
        },
      ],
    },
    ...samples.map(sample => samplePart(facts, sample)),
    ...agreementPart(facts),
    ...selfRatingPart(facts),
  ]
}

function samplePart(facts: Facts, sample: ReportedSample): Part {
  const { audience, rule } = facts
  const { drawn, withEvidence, withOutcome, replaced } = sample
  const part = (count: number) => {
    const shown = audience === 'whole' ? count : coverPart(count, drawn, rule)
    return shown === null ? COVERED : `${sayNumber(shown)} of ${sayNumber(drawn)}`
  }
  const rows: [string, string][] = [
    ['How it was drawn', sayPlan(sample.plan, sample.population)],
    ['Drawn from', sayCount(sample.population, 'establishment')],
    ['In the sample', sayCount(drawn, 'establishment')],
    ...(replaced === 0 ? [] : [['Replaced after the draw', sayCount(replaced, 'establishment')] satisfies [string, string]]),
    ['Evidence was asked for in', sample.areas.length === 0 ? 'No particular area' : sample.areas.map(({ title }) => title).join('; ')],
    ['Sent documents', part(withEvidence)],
    ['Have the outcome of their review', part(withOutcome)],
    ['Drawn', sayInstant(sample.drawnAt)],
    ['Seed', sample.seed],
    ...(sample.frameSha256 === null ? [] : [['SHA-256 of the list', sample.frameSha256] satisfies [string, string]]),
  ]
  const table: Table = { caption: `The sample “${sample.name}”`, captionHidden: true, columns: [{ text: 'What' }, { text: 'Which' }], rows }
  const blocks: Block[] = [{ kind: 'table', table }]
  const groups = strataRows(facts, sample)
  if (groups.length > 0)
    blocks.push({
      kind: 'table',
      table: {
        caption: `Strata of “${sample.name}”`,
        columns: [{ text: 'Stratum' }, { text: 'Drawn from', numeric: true }, { text: 'In the sample', numeric: true }],
        rows: groups,
      },
    })
  return { id: '', title: sample.name, level: 3, blocks }
}

/** The groups of a draw with their sizes. How many gave which self-rating is a count of answers, and covered as such. */
function strataRows({ audience, rule, strata }: Facts, { id, plan }: ReportedSample): Cell[][] {
  const mine = strata.filter(({ sampleId }) => sampleId === id)
  const sizes = mine.map(({ population }) => population)
  const shown = audience === 'covered' && plan.strata === 'self_rating' ? (coverGrid([sizes], rule, { sums: false })[0] ?? []) : sizes
  return mine.map(({ stratum, drawn }, at) => {
    const population = shown[at] ?? null
    return [stratum, population, population === null ? null : drawn]
  })
}

function agreementPart({ reviews, samples }: Facts): Part[] {
  if (reviews.agreements.length === 0) return []
  const names = new Map(samples.map(({ id, name }) => [id, name]))
  return [
    {
      id: '',
      title: 'How far reviewers agree',
      level: 3,
      blocks: [
        {
          kind: 'text',
          text: 'Some establishments were reviewed by two people, and neither saw what the other found. Intervals are of 95%: that of the share is Wilson’s, that of kappa is from its standard error.',
        },
        {
          kind: 'table',
          table: {
            caption: 'How often two reviewers gave the same verdict on the same question',
            columns: [{ text: 'Sample' }, { text: 'The same verdict' }, { text: 'Kappa' }],
            rows: reviews.agreements.map(({ sampleId, said: agreed, kappaSaid }) => [names.get(sampleId) ?? '', agreed, kappaSaid]),
          },
        },
      ],
    },
  ]
}

/** What each column of the table of self-ratings counts. */
const FOUND = ['agrees', 'over', 'under', 'partly', 'cannot_tell', 'no_evidence'] as const

function selfRatingPart({ reviews, audience, rule }: Facts): Part[] {
  const { whole, sections } = reviews
  if (whole === undefined) return []
  const title = 'How far self-ratings hold'
  // Counts of verdicts lead to those of single findings, and of one of few establishments: only the word of the scale leaves.
  if (audience === 'covered')
    return [
      { id: '', title, level: 3, blocks: [{ kind: 'text', text: sayHolds(judgedOf(whole), whole.agrees, whole.establishments, rule) }] },
    ]
  const table: Table = {
    caption: 'What reviewers found of self-ratings, by section',
    columns: [{ text: 'Section' }, ...(['judged', ...FOUND] as const).map(found => ({ text: sayFound(found), numeric: true }))],
    rows: sections.map(counts => [counts.title, judgedOf(counts), ...FOUND.map(found => counts[found])]),
    foot: ['All', judgedOf(whole), ...FOUND.map(found => whole[found])],
  }
  return [
    {
      id: '',
      title,
      level: 3,
      blocks: [
        { kind: 'text', text: whole.said },
        { kind: 'text', text: 'The figures are of the establishments that were reviewed, not of all: nothing is weighted.' },
        { kind: 'table', table },
      ],
    },
  ]
}

/** The word for how many hold, never one that is a number. */
function sayHolds(judged: number, agrees: number, establishments: number, { least, minimum }: Facts['rule']): string {
  // Which of the two it is would say how many were reviewed.
  if (establishments < minimum || judged < least) return 'Too few establishments, or self-ratings, were reviewed to say here how many hold.'
  const { quantifier } = quantify(agrees, judged, { least })
  const NEAR = { all: 'almost_all', half: 'nearly_half', one: 'a_few', none: 'a_few' } as const
  const word = quantifier === null ? '' : wordsOf(quantifier in NEAR ? NEAR[quantifier as keyof typeof NEAR] : quantifier)
  return `${word} of the self-ratings that reviewers could judge hold. The numbers are not published: those of single questions could be worked out from them.`
}
