import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { SCALE, SMALL_NUMBER } from '../quantifier.ts'
import { visibleRound } from '../../rounds/index.ts'
import { findingsTrail } from './visible.ts'

/** The scale from numbers to words, to be published with the findings. */
export const scalePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  renderPage(res, 'findings/scale', {
    title: 'The scale of words',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'The scale of words' }),
    roundName: round.name,
    table: {
      id: 'scale',
      caption: 'What each word means',
      captionHidden: true,
      columns: [{ text: 'Word' }, { text: 'Means' }, { text: 'For example' }],
      rows: SCALE.map(({ words, rule, example }) => [{ text: words }, { text: rule }, { text: example }]),
    },
    notes: [
      'The number is always given with the word: “almost all establishments (96 of 101)”.',
      'Counted are the establishments that were asked and answered. “Not applicable”, questions that were not asked of an establishment, and answers left blank are not counted, neither in the first number nor in the second.',
      'A finding over several questions counts an establishment when all of those questions that apply to it have such an answer.',
      'A finding from the dip sample says “sampled establishments”. Where it counts what reviewers found, “cannot tell” is not counted, and “no evidence” counts as not shown.',
      `A number from 1 to ${SMALL_NUMBER - 1} is not published, nor one that would let such a number be worked out.`,
    ],
  })
}
