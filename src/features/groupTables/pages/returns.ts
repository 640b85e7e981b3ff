import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayPhase } from '../../establishments/index.ts'
import { answersHref, placesOf, type CountedRound } from '../../counting/index.ts'
import type { behind } from '../../findings/index.ts'
import { countingIn, textOf, UNWRITTEN } from '../../findings/index.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Json } from '../../questions/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { strata } from '../../sampling/index.ts'
import { aboutTable, questionsOf, returnsAnswering } from '../countActions.ts'
import { groupsHref, wayIn } from './address.ts'

const PAGE_SIZE = 50

/** The completed returns that gave one of some answers to a question: of the round, or of one group. */
export const answeringReturnsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const where = await countingIn(db, actor.partnershipId, round.id)
  const question = queryText(req, 'question')
  const about = aboutTable({ what: 'answers', question, by: wayIn(req) }, questionsOf(where))
  const asked = [req.query.value].flat().filter(value => typeof value === 'string')
  const answers = about?.answers.filter(({ value }) => asked.includes(value)) ?? []
  if (!about || answers.length === 0 || round.answersDeletedAt !== null) throw notFound()
  const group = queryText(req, 'group')
  const by = group === '' ? undefined : wayIn(req)
  const values = valuesNamed(
    where,
    question,
    answers.map(({ value }) => value),
  )
  const wanted = { id: UNWRITTEN, source: 'completed' as const, counted: [{ question, values }] }
  const of = by && { by, group }
  const { returns, total, page } = await returnsAnswering(db, where, wanted, { of, page: queryPage(req), size: PAGE_SIZE })
  const here = answersHref(round.id, { question, values, ...(by ? { by, group } : {}) })
  renderPage(res, 'groupTables/returns', {
    title: 'Returns with these answers',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Groups', href: groupsHref(round.id) }, { text: 'Returns with these answers' }),
    roundName: round.name,
    question: about.title,
    answers: `Answered ${answers.map(({ label }) => `“${label}”`).join(' or ')}${by ? `, ${strata.STRATA_WORDS[by]}: ${group}` : ''}.`,
    table: returns.length === 0 ? undefined : tableOf(returns),
    empty: {
      heading: 'No return has this answer now',
      text: 'Answers may have changed since you opened the page that led here.',
      action: { text: 'Groups', href: groupsHref(round.id) },
    },
    pagination: paginate({ page, pageSize: PAGE_SIZE, total, noun: 'return', href: to => `${here}&page=${to}` }),
  })
}

/** The values that a text stands for, as the questionnaires have them: levels are numbers. */
function valuesNamed({ documents }: CountedRound, question: string, texts: readonly string[]): Json[] {
  const all = documents.map(placesOf).flatMap(({ questions }) => questions.get(question)?.values ?? [])
  return texts.flatMap(text => all.find(({ value }) => textOf(value) === text)?.value ?? [])
}

const tableOf = (returns: readonly behind.CountedReturn[]) => ({
  id: 'returns',
  caption: 'Completed returns with these answers',
  captionHidden: true,
  columns: [{ text: 'Establishment' }, { text: 'Number' }, { text: 'Phase' }],
  rows: returns.map(({ returnId, name, identifier, phase, isOffline }) => [
    { text: name, href: `/returns/${returnId}`, ...(isOffline ? { hint: 'Offline return' } : {}) },
    { text: identifier },
    { text: sayPhase(phase) },
  ]),
  compact: true,
})
