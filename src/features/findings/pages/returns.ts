import { VERDICT_WORDS, VERDICTS } from '../../verdicts/index.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayNumber } from '../../../platform/say.ts'
import { sayPhase } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import type { Json } from '../../questions/index.ts'
import { countingIn } from '../actions.ts'
import { countableQuestions, sayValues, type CountableQuestion } from '../partQuestions.ts'
import { countLeftOut, PARTS, returnsBehind, type CountedReturn, type Part } from '../returnsStore.ts'
import { KIND_WORDS, sentenceOf, SOURCE_WORDS, type Finding } from '../finding.ts'
import { actionLines } from './actionLines.ts'
import { findingsHref, findingsTrail, visibleFinding } from './visible.ts'

/** As many of each part as the page shows, and as a page of one part has. */
const PAGE_SIZE = 50

const HEADINGS: Record<Part, (count: string) => string> = {
  counting: count => `${count} count`,
  others: count => `${count} do not`,
  left_out: count => `${count} left out of the number`,
}

/**
 * The returns behind a finding's number, as they stand now: those that count, those that do not, and those left out. Where one part
 * is long, its beginning, and a page at a time of the rest.
 */
export const findingReturnsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const where = await countingIn(db, actor.partnershipId, round.id)
  const questions = countableQuestions(
    where.documents.map(({ document }) => document),
    finding,
  ).filter(({ key }) => finding.counted.some(({ question }) => question === key))
  const wanted = { id: finding.id, source: finding.source, counted: finding.counted }
  const { n, of } = finding
  const counts: Record<Part, number> = { counting: n, others: of - n, left_out: await countLeftOut(db, where, wanted, finding) }
  const { leastForWords } = await settingsOf(db, actor.partnershipId)
  const one = PART_KEYS.find(part => part === req.query.part)
  const page = one === undefined ? 1 : Math.min(queryPage(req), Math.max(1, Math.ceil(counts[one] / PAGE_SIZE)))
  const here = `${findingsHref(round.id)}/${finding.id}/returns`
  const groups = []
  for (const part of one === undefined ? PART_KEYS : [one]) {
    const returns =
      counts[part] === 0 ? [] : await returnsBehind(db, where, wanted, { part, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
    const heading = HEADINGS[part](sayNumber(counts[part]))
    groups.push({
      heading,
      table: returns.length === 0 ? undefined : tableOf(part, heading, returns, questions, finding),
      more:
        one === undefined && counts[part] > PAGE_SIZE
          ? { text: `All ${sayNumber(counts[part])}`, hidden: `: ${heading}`, href: `${here}?part=${part}` }
          : undefined,
    })
  }
  renderPage(res, 'findings/returns', {
    title: 'The returns behind a finding',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'The returns behind a finding' }),
    roundName: round.name,
    sentence: `${KIND_WORDS[finding.kind].words}: ${sentenceOf(finding, leastForWords)}`,
    rule: ruleOf(finding, questions),
    actions: (await actionLines(db, actor.partnershipId, round.id)).get(finding.id) ?? [],
    groups,
    pagination:
      one === undefined
        ? undefined
        : paginate({ page, pageSize: PAGE_SIZE, total: counts[one], noun: 'return', href: to => `${here}?part=${one}&page=${to}` }),
    wholeHref: one === undefined ? '' : here,
  })
}

const PART_KEYS = Object.keys(PARTS) as Part[]

/** What counts, question by question. */
const ruleOf = (finding: Finding, questions: readonly CountableQuestion[]): { source: string; counts: string[] } => ({
  source: SOURCE_WORDS[finding.source].words,
  counts: questions.map(question => {
    const values = finding.counted.find(counted => counted.question === question.key)?.values ?? []
    return `${sayValues(question, finding.source, values)} to “${question.label}”`
  }),
})

function tableOf(
  id: string,
  caption: string,
  returns: readonly CountedReturn[],
  questions: readonly CountableQuestion[],
  { source }: Finding,
): DataTable {
  return {
    id,
    caption,
    captionHidden: true,
    columns: [{ text: 'Establishment' }, ...questions.map(({ name }) => ({ text: name }))],
    rows: returns.map(({ returnId, name, identifier, phase, isOffline, answers }) => [
      {
        text: name,
        href: `/returns/${returnId}`,
        hint: [identifier, sayPhase(phase), isOffline ? 'Offline return' : ''].filter(part => part !== '').join(' · '),
      },
      ...questions.map(question => ({ text: sayAnswer(question, source, answers[question.key]) })),
    ]),
    compact: true,
  }
}

function sayAnswer(question: CountableQuestion, source: Finding['source'], answer: Json | undefined): string {
  if (source === 'reviewed') {
    const verdict = VERDICTS.find(known => known === answer)
    return verdict ? VERDICT_WORDS[verdict].words : 'Not reviewed'
  }
  if (answer === 'na') return 'Not applicable'
  const given = (Array.isArray(answer) ? answer : [answer]).filter(value => value !== undefined && value !== null)
  if (given.length === 0) return 'No answer'
  return given.map(value => question.values.find(known => known.value === value)?.label ?? String(value as string | number)).join(', ')
}
