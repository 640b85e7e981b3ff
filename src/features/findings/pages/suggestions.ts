import type { DataTable } from '../../../platform/http/components.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { countingForPage } from '../actions.ts'
import { countableQuestions, sayValues } from '../areaQuestions.ts'
import { countAnswers } from '../countStore.ts'
import { quantify, wordsOf } from '../quantifier.ts'
import { formAddress } from '../schemas.ts'
import { suggest, type Suggestion } from '../suggestions.ts'
import { visibleRound } from '../../rounds/index.ts'
import { findingsHref, findingsTrail } from './visible.ts'

/** What the figures of an area suggest: its strongest and its weakest shares, each a click away from a finding. */
export const suggestionsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const area = round.evidenceAreas.find(({ key }) => key === req.query.area)
  if (!area) throw notFound()
  const where = await countingForPage(db, actor.partnershipId, round.id)
  const questions = countableQuestions(
    where.documents.map(({ document }) => document),
    area.key,
  )
  const counts = await countAnswers(
    db,
    where,
    'completed',
    questions.map(({ key }) => key),
    `area ${area.key}`,
  )
  const { strongest, weakest } = suggest(questions, counts)
  const base = `${findingsHref(round.id)}/new`
  renderPage(res, 'findings/suggestions', {
    title: 'What the figures suggest',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'What the figures suggest' }),
    areaTitle: area.title,
    empty: strongest.length === 0,
    tables: [
      { heading: 'Where most do well', none: '', table: tableOf('strongest', strongest, base, area.key) },
      {
        heading: 'Where most is left to do',
        none: 'Nobody falls short in anything that this area asks.',
        table: weakest.length === 0 ? undefined : tableOf('weakest', weakest, base, area.key),
      },
    ],
    backHref: findingsHref(round.id),
  })
}

function tableOf(id: string, suggestions: readonly Suggestion[], base: string, areaKey: string): DataTable {
  return {
    id,
    caption: id === 'strongest' ? 'The strongest shares of this area' : 'The weakest shares of this area',
    captionHidden: true,
    columns: [{ text: 'Question' }, { text: 'Answer' }, { text: 'Completed returns' }, { text: 'Make it a finding' }],
    rows: suggestions.map(({ question, kind, statement, counted, n, of }) => {
      const quantity = quantify(n, of)
      return [
        { text: question.label },
        { text: sayValues(question, 'completed', counted[0]?.values ?? []) },
        { text: `${wordsOf(quantity.quantifier)} (${quantity.count})`, ...(quantity.small ? { hint: 'small number' } : {}) },
        {
          text: kind === 'strength' ? 'Strength' : 'Development need',
          hiddenText: `from: ${question.label}`,
          href: formAddress(base, { areaKey, source: 'completed', kind, statement, counted }),
        },
      ]
    }),
  }
}
