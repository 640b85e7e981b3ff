import type { DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { sayValues } from '../partQuestions.ts'
import { countAnswers } from '../countStore.ts'
import type { PartOfAudit } from '../finding.ts'
import { quantify, wordsOf } from '../quantifier.ts'
import { formAddress, partAsked } from '../schemas.ts'
import { suggest, type Suggestion } from '../suggestions.ts'
import { visibleRound } from '../../rounds/index.ts'
import { findingsHref, findingsTrail, visiblePart } from './visible.ts'

/** What the figures of a part of the audit suggest: its strongest and its weakest shares, each a click away from a finding. */
export const suggestionsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { title, questions, where, ...part } = await visiblePart(db, round, partAsked(req.query))
  const counts = await countAnswers(
    db,
    where,
    'completed',
    questions.map(({ key }) => key),
    `${part.part} ${part.partKey}`,
  )
  const { leastForWords } = await settingsOf(db, actor.partnershipId)
  const { strongest, weakest } = suggest(questions, counts)
  const base = `${findingsHref(round.id)}/new`
  renderPage(res, 'findings/suggestions', {
    title: 'What the figures suggest',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'What the figures suggest' }),
    partTitle: title,
    empty: strongest.length === 0,
    tables: [
      { heading: 'Where most do well', none: '', table: tableOf('strongest', strongest, { base, part, least: leastForWords }) },
      {
        heading: 'Where most is left to do',
        none: 'Nobody falls short in anything that is asked here.',
        table: weakest.length === 0 ? undefined : tableOf('weakest', weakest, { base, part, least: leastForWords }),
      },
    ],
    backHref: findingsHref(round.id),
  })
}

type Beside = { base: string; part: PartOfAudit; least: number }

function tableOf(id: string, suggestions: readonly Suggestion[], { base, part, least }: Beside): DataTable {
  return {
    id,
    caption: id === 'strongest' ? 'The strongest shares' : 'The weakest shares',
    captionHidden: true,
    columns: [{ text: 'Question' }, { text: 'Answer' }, { text: 'Completed returns' }, { text: 'Make it a finding' }],
    rows: suggestions.map(({ question, kind, statement, counted, n, of }) => {
      const { quantifier, count } = quantify(n, of, { least })
      return [
        { text: question.label },
        { text: sayValues(question, 'completed', counted[0]?.values ?? []) },
        { text: quantifier === null ? count : `${wordsOf(quantifier)} (${count})` },
        {
          text: kind === 'strength' ? 'Strength' : 'Development need',
          hiddenText: `from: ${question.label}`,
          href: formAddress(base, { ...part, source: 'completed', kind, statement, counted }),
        },
      ]
    }),
  }
}
