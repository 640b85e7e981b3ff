import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { Cell, DataTable, StatusTag } from '../../../platform/http/components.ts'
import { captionOf, paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { sayPhase } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { withKept } from '../../keptCounts/index.ts'
import { timePassed } from '../../liveList/index.ts'
import { DISPOSITIONS } from '../../returns/index.ts'
import {
  drawn,
  membersOf,
  OUTCOME_WORDS,
  sampleHref,
  samplesTrail,
  selfRatingsHref,
  visibleSample,
  type DipSample,
  type Outcome,
  type SampleMember,
} from '../../sampling/index.ts'
import { questionsToReview, reviewedOf } from '../progressStore.ts'
import { reviewsShown } from '../shownReadings.ts'
import { countLists, listHref, listTabs, membersIn, SAMPLE_LISTS, statsOf, type Progress, type SampleList } from './sampleLists.ts'

const PAGE_SIZE = 100

/** A sample: who is in it and how far each review has come, and the proof of how it was drawn. */
export const samplePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { partnershipId } = actor
  const { round, sample } = await visibleSample(db, actor, req)
  const again = req.query.again === '1' ? await drawn.drawnAgain(db, partnershipId, sample) : undefined
  const show = SAMPLE_LISTS.find(list => list === queryText(req, 'show'))
  const { whole, total, members, list, progressOf } = await sampleShown(db, actor, sample, { show, page: queryPage(req) })
  renderPage(res, 'reviewing/sample', {
    title: sample.name,
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name }),
    roundName: round.name,
    stats: statsOf(sample, total, whole.counts),
    tabs: listTabs(sample, total, whole.counts, show),
    review: whole.review,
    further: [{ text: 'How far self-ratings hold in this round', href: selfRatingsHref(round.id) }],
    table: members.length === 0 ? undefined : membersTable(members, progressOf, drawn.whyDrawn(whole.why), captionOf(list)),
    empty: { heading: 'No establishments here' },
    pagination: paginate({ ...list, href: page => listHref(sample, { list: show, page }) }),
    ...whole.view,
    again,
  })
}

/**
 * What a sample shows, of one moment: what is said of all of it is kept while nothing moves. How much there is to review is asked of
 * answers, so how often these were saved is asked too; and who shares a DSL is another on another day.
 */
function sampleShown(db: Db, actor: StaffActor, sample: DipSample, wanted: { show: SampleList | undefined; page: number }) {
  const { partnershipId, role } = actor
  return withKept(db, { partnershipId, movesWith: 'reviews' }, async (trx, kept) => {
    const { memberIds, saves } = await drawn.memberIdsOf(trx, partnershipId, sample.id)
    const asked = { sampleId: sample.id, saves, ...(await timePassed(trx, partnershipId, sample.roundId)) }
    const whole = await kept({ what: 'a sample', asked: { ...asked, role }, work: () => wholeSample(trx, actor, sample) })
    const { show } = wanted
    const listed = show
      ? await kept({ what: 'a list of a sample', asked: { ...asked, show }, work: () => idsIn(show, trx, partnershipId, sample) })
      : memberIds
    const page = Math.min(wanted.page, Math.max(1, Math.ceil(listed.length / PAGE_SIZE)))
    const members = await membersOf(trx, partnershipId, sample.id, listed.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE))
    const list = { page, pageSize: PAGE_SIZE, total: listed.length, noun: 'establishment' }
    return { whole, total: memberIds.length, members, list, progressOf: await progressIn(trx, partnershipId, sample, members) }
  })
}

/** What is said of all of a sample: its numbers, its draw, and its reviews. */
async function wholeSample(db: Db, actor: StaffActor, sample: DipSample) {
  const { members, why, view } = await drawn.drawnOf(db, actor.partnershipId, sample, { manages: roleHolds(actor.role, 'sample.manage') })
  const counts = countLists(members, await progressIn(db, actor.partnershipId, sample, members))
  return { counts, why, view, review: await reviewsShown(db, actor, sample) }
}

/** The members of one list, in the order of their names. */
async function idsIn(show: SampleList, db: Db, partnershipId: Id<'partnership'>, sample: DipSample): Promise<Id<'member'>[]> {
  const members = (await membersOf(db, partnershipId, sample.id)).filter(({ replacedAt }) => replacedAt === null)
  return membersIn(show, members, await progressIn(db, partnershipId, sample, members)).map(({ id }) => id)
}

/** How far the review of each of these members has come. */
async function progressIn(
  db: Db,
  partnershipId: Id<'partnership'>,
  sample: DipSample,
  members: readonly SampleMember[],
): Promise<(member: SampleMember) => Progress> {
  const toReview = await questionsToReview(db, partnershipId, sample, members)
  const memberIds = members.map(({ id }) => id)
  const reviewed = await reviewedOf(db, partnershipId, memberIds)
  return ({ id }) => {
    const of = toReview.get(id) ?? 0
    return { of, reviewed: Math.min(reviewed.get(id) ?? 0, of) }
  }
}

function membersTable(
  members: readonly SampleMember[],
  progressOf: (member: SampleMember) => Progress,
  whyOf: (member: SampleMember) => Cell,
  caption: string,
): DataTable {
  return {
    id: 'members',
    caption: `Establishments in this sample: ${caption}`,
    captionHidden: true,
    columns: [{ text: 'Establishment' }, { text: 'Why drawn' }, { text: 'Evidence' }, { text: 'Reviewed' }, { text: 'Outcome' }],
    rows: members.map(member => [
      {
        text: member.establishmentName,
        href: `${sampleHref(member.roundId, member.sampleId)}/members/${member.id}`,
        hint: [member.identifier, sayPhase(member.phase), DISPOSITIONS[member.disposition].words.toLowerCase()]
          .filter(part => part !== '')
          .join(' · '),
      },
      whyOf(member),
      evidenceCell(member),
      { text: sayProgress(progressOf(member)) },
      { tag: outcomeTag(member.outcome) },
    ]),
  }
}

function evidenceCell({ files, filesByEmail, requestedAt }: SampleMember): Cell {
  const asked = requestedAt === null ? 'not asked yet' : `asked on ${sayShortDay(requestedAt)}`
  if (files === 0) return { text: 'None yet', hint: asked }
  return { text: sayCount(files, 'file'), hint: filesByEmail === 0 ? asked : `${filesByEmail} by email, ${asked}` }
}

const sayProgress = ({ reviewed, of }: Progress): string => `${reviewed} of ${of}`

export const outcomeTag = (outcome: Outcome | null): StatusTag =>
  outcome === null ? { text: 'Not yet', colour: 'grey' } : { text: OUTCOME_WORDS[outcome].words, colour: OUTCOME_WORDS[outcome].colour }
