import { queryPage, queryText } from '../../../platform/http/params.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import { roundDocuments } from '../../counting/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, sampleHref, samplesTrail, visibleSample } from '../../sampling/index.ts'
import { disagreementsListed } from '../disagreementReadings.ts'
import { DISAGREEMENT_WORDS, DISAGREEMENTS, type Disagreement } from '../moderation.ts'
import { cardView } from './disagreementView.ts'

const PAGE_SIZE = 20

/** GET: every question of a sample on which two reviewers differ, or one alone said something, with both beside the self-rating. */
export const disagreementsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample } = await visibleSample(db, actor, req)
  const { partnershipId } = actor
  const asked: Disagreement = DISAGREEMENTS.find(how => how === queryText(req, 'show')) ?? 'open'
  const documents = await roundDocuments(db, partnershipId, round.id)
  const { counts, readTwice, through, page, shown } = await disagreementsListed(
    db,
    { partnershipId, sampleId: sample.id },
    { how: asked, page: queryPage(req), pageSize: PAGE_SIZE },
  )
  const here = `${sampleHref(round.id, sample.id)}/disagreements`
  const manages = roleHolds(actor.role, 'sample.manage')
  renderPage(res, 'reviewing/disagreements', {
    title: 'What the reviewers differ about',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name, href: sampleHref(round.id, sample.id) }, { text: 'Disagreements' }),
    sampleName: sample.name,
    line:
      readTwice === 0
        ? 'No establishment of this sample is given to two reviewers.'
        : `${readTwice} of this sample ${readTwice === 1 ? 'is' : 'are'} given to two reviewers. Both have finished with ${through}; of the others nothing is shown yet.`,
    tabs: {
      label: 'Which questions',
      items: DISAGREEMENTS.map(how => ({
        text: `${DISAGREEMENT_WORDS[how].words} (${counts[how]})`,
        href: how === 'open' ? here : `${here}?show=${how}`,
        current: how === asked,
      })),
    },
    cards: shown.map(({ member, questionKey, readings, answer }) => {
      const document = documents.find(({ versionId }) => versionId === member.questionnaireVersionId)?.document
      return {
        ...cardView(document, questionKey, { readings, answer }),
        establishment: member.establishmentName,
        href: memberHref({ roundId: round.id, sampleId: sample.id, memberId: member.id }),
        settleHref: manages
          ? `${memberHref({ roundId: round.id, sampleId: sample.id, memberId: member.id })}/disagreements/${questionKey}`
          : undefined,
        settle: readings.moderated ? 'Look at it again' : 'Settle this',
      }
    }),
    empty: { heading: DISAGREEMENT_WORDS[asked].none },
    pagination: paginate({
      page,
      pageSize: PAGE_SIZE,
      total: counts[asked],
      noun: 'question',
      href: number => `${here}?${new URLSearchParams({ show: asked, page: String(number) }).toString()}`,
    }),
  })
}
