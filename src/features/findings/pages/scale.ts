import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { SCALE } from '../quantifier.ts'
import { visibleRound } from '../../rounds/index.ts'
import { findingsTrail } from './visible.ts'

/** The scale from numbers to words, to be published with the findings. */
export const scalePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { leastForWords, smallestShown } = await settingsOf(db, actor.partnershipId)
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
      'The number is always given with the word: “almost all (96) of the 101 establishments that have sent theirs”.',
      `Of fewer than ${leastForWords} establishments no word is used: “3 of the 6 returns in so far”.`,
      'Each finding says who it counts: the returns in so far, the establishments that have sent theirs, the sampled ones, or those that were reviewed.',
      'Counted are those that were asked and answered. “Not applicable”, questions that were not asked, and answers left blank are not counted, neither in the first number nor in the second.',
      'A finding over several questions counts an establishment when all of those questions that apply to it have such an answer.',
      'Where it counts what reviewers found, “cannot tell” is not counted, and “no evidence” counts as not shown.',
      'Where a sample was shared out unevenly over its strata, the word goes by the share with each stratum by its size. The finding gives that share too.',
      `In a publication, numbers from 1 to ${smallestShown - 1} are covered, and so is what would let them be worked out.`,
    ],
  })
}
