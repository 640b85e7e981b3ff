import { type AskedQuestion, inOrder, nameOf } from '../../counting/index.ts'
import { strata } from '../../sampling/index.ts'
import { stackedBars } from '../../../platform/http/charts/stackedBars.ts'
import type { Cell, ChartFigure, DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayCount, sayList, sayNumber, shortened } from '../../../platform/say.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { hasEvenShares, overRated, samplesHref, type DipSample } from '../../sampling/index.ts'
import { judgedOf, sayFound, type Found, type Part, type SelfRated } from '../selfRating.ts'
import type { SelfRatings } from '../selfRatingActions.ts'
import { sayWhole } from '../sayReviewed.ts'
import { LEAST_FOR_SHARE, sayShare } from '../share.ts'
import { partHref, sectionTitle } from './selfRatingPart.ts'

type State = Omit<SelfRatings, 'samples'> & {
  round: Round
  by: strata.Strata
  questions: ReadonlyMap<string, AskedQuestion>
  /** Those of whose members anything is counted. */
  samples: readonly DipSample[]
}
type Line = { label: string; part: Part; counts: SelfRated; hint?: string }

/** What the page of self-ratings shows and says. */
export function selfRatingsView(state: State): ViewModel {
  const { round, by, parts, groups, open } = state
  const all = parts.find(({ part }) => part === 'all')
  const whole = all && all.establishments > 0 ? all : undefined
  const sections = sectionLines(state)
  const grouped = groups.map(({ group, counts }) => lineOf(group, { by, group }, counts))
  return {
    title: 'How far self-ratings hold',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Dip samples', href: samplesHref(round.id) }, { text: 'Self-ratings' }),
    roundName: round.name,
    empty: whole ? undefined : emptyOf(round),
    read: whole && sayWhole(whole),
    notes: notesOf(state, whole),
    waiting: sayWaiting(open),
    least: LEAST_FOR_SHARE,
    ...fallShort(state),
    chart: chartOf(sections),
    sections: tableOf(round, 'sections', 'By section', 'Section', sections),
    groups: tableOf(round, 'groups', `By ${strata.STRATA_WORDS[by]}`, 'Group', grouped),
    groupings: {
      label: 'Group establishments by',
      items: strata.STRATA.map(one => ({
        text: strata.STRATA_WORDS[one].charAt(0).toUpperCase() + strata.STRATA_WORDS[one].slice(1),
        href: `?by=${one}#groups`,
        current: one === by,
      })),
    },
    questions: tableOf(round, 'questions', 'By question', 'Question', questionLines(state)),
  }
}

const emptyOf = (round: Round) => ({
  heading: 'No self-rating has been reviewed yet',
  text: 'Reviewers say of each answer of a dip sample whether the evidence bears it out. What they find is counted here: which answers hold, and which are over-rated or under-rated.',
  action: { text: 'Dip samples of this round', href: samplesHref(round.id) },
})

/** What whoever reads the figures should know of them. */
function notesOf({ samples, strata }: State, whole: SelfRated | undefined): string[] {
  const names = (some: readonly DipSample[]) => sayList(some.map(({ name }) => `“${name}”`))
  const chosen = samples.filter(({ plan }) => plan.base === 'outstanding' || plan.targets.length > 0)
  const uneven = samples.filter(({ id }) => !hasEvenShares(strata.filter(({ sampleId }) => sampleId === id)))
  return [
    'The figures are of the establishments that were reviewed, not of all: nothing is weighted.',
    ...(chosen.length > 0
      ? [`${names(chosen)} ${chosen.length === 1 ? 'was' : 'were'} drawn from some returns only, so the others may differ.`]
      : []),
    ...(uneven.length > 0
      ? [
          `${names(uneven)} took more from some groups than their share, so the figures of the whole lean towards those. Look at the groups.`,
        ]
      : []),
    ...(whole && whole.unsaid > 0
      ? [
          `${sayCount(whole.unsaid, 'verdict')} from before reviewers were asked for it ${whole.unsaid === 1 ? 'does' : 'do'} not say which way the answer is out.`,
        ]
      : []),
  ]
}

const sayWaiting = ({ blind, disputed }: State['open']): string[] => [
  ...(blind > 0
    ? [
        `${sayCount(blind, 'establishment')} ${blind === 1 ? 'is' : 'are'} being reviewed by two people, and ${blind === 1 ? 'is' : 'are'} not counted before both have finished.`,
      ]
    : []),
  ...(disputed > 0
    ? [
        `On ${sayCount(disputed, 'question')} two reviewers differ. ${disputed === 1 ? 'It is' : 'They are'} counted when someone has settled what is right.`,
      ]
    : []),
]

const lineOf = (label: string, part: Part, counts: SelfRated): Line => ({
  label,
  part,
  counts,
  hint: sayCount(counts.establishments, 'establishment'),
})

function sectionLines({ parts, questions }: State): Line[] {
  const counted = new Map(parts.flatMap(part => (part.part === 'section' ? [[part.section ?? '', part] as const] : [])))
  const titles = new Map([...questions].map(([key, { section }]) => [section.key, sectionTitle(key, questions)]))
  return [...titles, ['', sectionTitle('', questions)] as const].flatMap(([key, title]) => {
    const counts = counted.get(key)
    return counts ? [lineOf(title, { section: key }, counts)] : []
  })
}

function questionLines({ parts, questions }: Pick<State, 'parts' | 'questions'>): (Line & { key: string })[] {
  const counted = new Map(parts.flatMap(part => (part.part === 'question' ? [[part.question ?? '', part] as const] : [])))
  return inOrder(counted.keys(), questions).flatMap(key => {
    const counts = counted.get(key)
    return counts ? [{ key, label: nameOf(key, questions), part: { question: key }, counts }] : []
  })
}

/** Which questions fall short most, and in which areas to ask for evidence next time. */
function fallShort({ round, parts, questions }: State) {
  const lines = questionLines({ parts, questions })
  const most = overRated.mostOverRated(
    lines.map(line => ({ ...line, question: line.key, over: line.counts.over, judged: judgedOf(line.counts) })),
  )
  const areas = round.evidenceAreas.filter(({ key }) => most.some(({ question }) => questions.get(question)?.question.areas?.includes(key)))
  return {
    most: most.map(({ label, part, over, judged }) => ({
      text: label,
      href: partHref(round.id, part, 'over'),
      found: `over-rated ${judged < LEAST_FOR_SHARE ? `at ${sayShare(over, judged)}` : `at ${over} of ${judged}: ${sayShare(over, judged)}`}`,
    })),
    few: overRated.sayFewJudged(most),
    next:
      areas.length === 0
        ? ''
        : `For the next round: ask for evidence in ${sayList(areas.map(({ title }) => `“${title}”`))}, to which these questions belong. A new sample can be drawn from the establishments that were over-rated before.`,
  }
}

function chartOf(lines: readonly Line[]): ChartFigure | undefined {
  const judged = lines.filter(({ counts }) => judgedOf(counts) > 0)
  if (judged.length < 2) return undefined
  const parts: Found[] = ['agrees', 'over', 'under', ...(judged.some(({ counts }) => counts.unsaid > 0) ? (['unsaid'] as const) : [])]
  return {
    id: 'sections-chart',
    heading: 'What reviewers found, section by section',
    svg: stackedBars({
      title: 'What reviewers found of self-ratings, by section',
      rows: judged.map(({ label, counts }) => ({
        label: shortened(label, 36),
        parts: parts.map(key => ({ key, label: sayFound(key), count: counts[key] })),
      })),
    }),
    table: {
      id: 'sections-figures',
      caption: 'What reviewers found, section by section',
      captionHidden: true,
      columns: [{ text: 'Section' }, ...parts.map(key => ({ text: sayFound(key), numeric: true }))],
      rows: judged.map(({ label, counts }) => [{ text: label }, ...parts.map(key => ({ text: counts[key], numeric: true }))]),
    },
  }
}

function tableOf(round: Round, id: string, caption: string, what: string, lines: readonly Line[]): DataTable {
  return {
    id,
    caption,
    columns: [
      { text: what },
      ...['Judged', 'Agrees', 'Over-rated', 'Under-rated', 'Partly agrees', 'Cannot tell', 'No evidence'].map(text => ({
        text,
        numeric: true,
      })),
    ],
    rows: lines.map(({ label, part, counts, hint }): Cell[] => {
      const judged = judgedOf(counts)
      const number = (found: Found | 'judged', n: number, more: Partial<Cell> = {}): Cell => ({
        text: sayNumber(n),
        numeric: true,
        ...(n > 0 ? { href: partHref(round.id, part, found), hiddenText: `${sayFound(found).toLowerCase()}: ${label}` } : {}),
        ...more,
      })
      const shared = (found: Found): Cell =>
        judged < LEAST_FOR_SHARE
          ? number(found, counts[found], { text: `${counts[found]} of ${judged}` })
          : number(found, counts[found], { hint: sayShare(counts[found], judged) })
      return [
        { text: label, ...(hint === undefined ? {} : { hint }) },
        number('judged', judged),
        shared('agrees'),
        shared('over'),
        shared('under'),
        number('partly', counts.partly),
        number('cannot_tell', counts.cannot_tell),
        number('no_evidence', counts.no_evidence),
      ]
    }),
    compact: true,
  }
}
