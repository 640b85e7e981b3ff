import type { Cell, DataTable, StatNumber, StatusTag } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { sayPhase } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { DISPOSITIONS } from '../../returns/index.ts'
import {
  drawnOf,
  OUTCOME_WORDS,
  sampleHref,
  samplesTrail,
  selfRatingsHref,
  visibleSample,
  type Outcome,
  type SampleMember,
} from '../../sampling/index.ts'
import { questionsToReview, reviewedOf } from '../progressStore.ts'
import { reviewsShown } from '../shownReadings.ts'

/** How far the review of a member has come. */
type Progress = { reviewed: number; of: number }

/** A sample: who is in it and how far each review has come, and the proof of how it was drawn. */
export const samplePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { partnershipId } = actor
  const { round, sample } = await visibleSample(db, actor, req)
  const manages = roleHolds(actor.role, 'sample.manage')
  const { members, whyOf, view } = await drawnOf(db, partnershipId, sample, { manages, again: req.query.again === '1' })
  const [toReview, reviewed, review] = await Promise.all([
    questionsToReview(db, partnershipId, sample, members),
    reviewedOf(db, partnershipId, sample.id),
    reviewsShown(db, actor, sample),
  ])
  const progressOf = ({ id }: SampleMember): Progress => {
    const of = toReview.get(id) ?? 0
    return { of, reviewed: Math.min(reviewed.get(id) ?? 0, of) }
  }
  renderPage(res, 'reviewing/sample', {
    title: sample.name,
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name }),
    roundName: round.name,
    stats: statsOf(members, progressOf),
    review,
    further: [{ text: 'How far self-ratings hold in this round', href: selfRatingsHref(round.id) }],
    table: membersTable(members, progressOf, whyOf),
    ...view,
  })
}

function statsOf(members: readonly SampleMember[], progressOf: (member: SampleMember) => Progress): StatNumber[] {
  const evidence = members.filter(({ files }) => files > 0).length
  const begun = members.filter(member => progressOf(member).reviewed > 0).length
  const full = members.filter(member => isThrough(progressOf(member))).length
  const outcomes = members.filter(({ outcome }) => outcome !== null).length
  return [
    { number: members.length, label: 'Establishments' },
    { number: evidence, label: 'Sent documents', note: left(members.length - evidence, 'to come'), tone: 'quiet' },
    { number: begun, label: 'Reviews started', note: `${full} with every question reviewed`, tone: 'quiet' },
    {
      number: outcomes,
      label: 'With an outcome',
      note: left(members.length - outcomes, 'to go'),
      tone: outcomes === members.length ? 'good' : 'quiet',
    },
  ]
}

const left = (n: number, words: string): string => (n === 0 ? 'all of them' : `${n} ${words}`)

const isThrough = ({ reviewed, of }: Progress): boolean => of > 0 && reviewed === of

function membersTable(
  members: readonly SampleMember[],
  progressOf: (member: SampleMember) => Progress,
  whyOf: (member: SampleMember) => Cell,
): DataTable {
  return {
    id: 'members',
    caption: 'Establishments in this sample',
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
