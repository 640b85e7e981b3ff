import type { DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Json } from '../../questionnaires/index.ts'
import { VERDICT_WORDS, VERDICTS } from '../../sampling/index.ts'
import { countingIn } from '../actions.ts'
import { countableQuestions, sayValues, type CountableQuestion } from '../areaQuestions.ts'
import { returnsBehind, type CountedReturn } from '../countStore.ts'
import { KIND_WORDS, sentenceOf, SOURCE_WORDS, type Finding } from '../finding.ts'
import { quantify } from '../quantifier.ts'
import { findingsTrail, visibleFinding } from './visible.ts'

/** The returns behind a finding's number, as they stand now: those that count, those that do not, and those left out, with why. */
export const findingReturnsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const where = await countingIn(db, actor.partnershipId, round.id)
  const questions = countableQuestions(
    where.documents.map(({ document }) => document),
    finding.areaKey,
  ).filter(({ key }) => finding.counted.some(({ question }) => question === key))
  const behind = await returnsBehind(db, where, { id: finding.id, source: finding.source, counted: finding.counted })
  const counting = behind.filter(({ counts }) => counts === true)
  const others = behind.filter(({ counts }) => counts === false)
  const leftOut = behind.filter(({ counts }) => counts === null)
  const moved = counting.length !== finding.n || counting.length + others.length !== finding.of
  renderPage(res, 'findings/returns', {
    title: 'The returns behind a finding',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'The returns behind a finding' }),
    roundName: round.name,
    sentence: `${KIND_WORDS[finding.kind]}: ${sentenceOf(quantify(finding.n, finding.of), finding.source, finding.statement)}`,
    rule: ruleOf(finding, questions),
    moved: moved
      ? `It was counted at ${sayInstant(finding.countedAt)}. Now ${counting.length} of ${counting.length + others.length} count: these are listed.`
      : '',
    groups: [
      { id: 'counting', heading: `${counting.length} count`, returns: counting },
      { id: 'others', heading: `${others.length} do not`, returns: others },
      { id: 'left-out', heading: `${leftOut.length} left out of the number`, returns: leftOut },
    ].map(({ id, heading, returns }) => ({
      heading,
      table: returns.length === 0 ? undefined : tableOf(id, heading, returns, questions, finding),
    })),
  })
}

/** What counts, question by question. */
const ruleOf = (finding: Finding, questions: readonly CountableQuestion[]): { source: string; counts: string[] } => ({
  source: SOURCE_WORDS[finding.source],
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
        hint: [identifier, phase, isOffline ? 'Offline return' : ''].filter(part => part !== '').join(' · '),
      },
      ...questions.map(question => ({ text: sayAnswer(question, source, answers[question.key]) })),
    ]),
    compact: true,
  }
}

function sayAnswer(question: CountableQuestion, source: Finding['source'], answer: Json | undefined): string {
  if (source === 'reviewed') {
    const verdict = VERDICTS.find(known => known === answer)
    return verdict ? VERDICT_WORDS[verdict] : 'Not reviewed'
  }
  if (answer === 'na') return 'Not applicable'
  const given = (Array.isArray(answer) ? answer : [answer]).filter(value => value !== undefined && value !== null)
  if (given.length === 0) return 'No answer'
  return given.map(value => question.values.find(known => known.value === value)?.label ?? String(value as string | number)).join(', ')
}
