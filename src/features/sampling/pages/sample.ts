import type { Id } from '../../../platform/id.ts'
import type { Cell, DataTable, StatNumber, StatusTag } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant, sayShortDay } from '../../../platform/london.ts'
import { sayList, sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { sayPhase } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { DISPOSITIONS, stands } from '../../returns/index.ts'
import type { Draw } from '../draw.ts'
import { agreementHref, sampleHref, selfRatingsHref } from '../paths.ts'
import { drawFrom, type Frame } from '../population.ts'
import { questionsToReview } from '../progressStore.ts'
import { OUTCOME_WORDS, type Outcome } from '../outcome.ts'
import { sharedContacts } from '../requestStore.ts'
import { frameOfSample, type DipSample } from '../store.ts'
import { membersOf, type SampleMember } from '../memberStore.ts'
import { sayPlan } from '../words.ts'
import { sayDraw } from '../sayDraw.ts'
import { leftOutTable, sayShared, sharedHint, strataTable } from './drawTables.ts'
import { establishments, samplesTrail, visibleSample } from './visible.ts'

/** A sample: who is in it and how far each review has come, and the proof of how it was drawn. */
export const samplePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample } = await visibleSample(db, actor, req)
  const all = await membersOf(db, actor.partnershipId, sample.id)
  const members = all.filter(({ replacedAt }) => replacedAt === null)
  const [toReview, shared, frame] = await Promise.all([
    questionsToReview(db, actor.partnershipId, sample, members),
    sharedContacts(
      db,
      actor.partnershipId,
      members.map(({ returnId }) => returnId),
    ),
    frameOfSample(db, actor.partnershipId, sample.id),
  ])
  const draw = drawFrom(frame, sample.plan, sample.seed)
  const manages = roleHolds(actor.role, 'sample.manage')
  renderPage(res, 'sampling/sample', {
    title: sample.name,
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name }),
    roundName: round.name,
    stats: statsOf(members, toReview),
    request: requestOf(sample, members, manages),
    gone: manages ? members.filter(member => stands('not_expected', member.status)).map(goneOf) : [],
    table: membersTable(members, toReview, shared, frame),
    replaced: all.filter(({ replacedAt }) => replacedAt !== null).map(replacedLine),
    further: [
      { text: 'How far two reviewers agree', href: agreementHref(round.id, sample.id) },
      { text: 'How far self-ratings hold in this round', href: selfRatingsHref(round.id) },
    ],
    proof: proofOf(sample, frame, draw),
    again: req.query.again === '1' ? againOf(all, frame, draw) : undefined,
    againHref: `${sampleHref(round.id, sample.id)}?again=1#drawn-how`,
    notes: [...sayDraw(frame, draw, sample.plan), ...sayShared(shared)],
    strata: draw.strata.length + frame.empty.length > 1 ? strataTable(draw, frame.empty) : undefined,
    leftOutHeading: `${establishments(frame.leftOut.length)} left out of the draw`,
    leftOut: frame.leftOut.length > 0 ? leftOutTable(frame) : undefined,
    frameHref: `${sampleHref(round.id, sample.id)}/frame.csv`,
    command: `printf '%s' '${sample.seed} ${frame.population[0]?.key ?? 'urn:100000'}' | sha256sum`,
  })
}

function statsOf(members: readonly SampleMember[], toReview: ReadonlyMap<Id<'member'>, number>): StatNumber[] {
  const evidence = members.filter(({ files }) => files > 0).length
  const begun = members.filter(({ reviewed }) => reviewed > 0).length
  const full = members.filter(member => isReviewed(member, toReview)).length
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

const isReviewed = ({ id, reviewed }: SampleMember, toReview: ReadonlyMap<Id<'member'>, number>): boolean => {
  const of = toReview.get(id) ?? 0
  return of > 0 && reviewed >= of
}

function requestOf(sample: DipSample, members: readonly SampleMember[], manages: boolean) {
  const asked = members.filter(({ requestedAt }) => requestedAt !== null)
  const first = asked.length === 0
  return {
    line: first
      ? 'Nobody has been asked for evidence yet.'
      : `${establishments(asked.length)} ${asked.length === 1 ? 'was' : 'were'} asked for evidence${byWhen(asked)}.`,
    areas: sample.areas.length === 0 ? '' : `Areas: ${sample.areas.map(({ title }) => title).join(', ')}.`,
    href: manages && members.length > 0 ? `${sampleHref(sample.roundId, sample.id)}/request` : undefined,
    button: first ? 'Ask for evidence' : 'Ask again, or ask others',
    first,
  }
}

/** ", by 5pm on Friday 26 March 2027"; of several dates, how many were asked for each. */
function byWhen(asked: readonly SampleMember[]): string {
  const byDate = [...Map.groupBy(asked, ({ requestDueAt }) => requestDueAt?.getTime() ?? 0)].sort(([a], [b]) => a - b)
  const parts = byDate.map(([due, members]) => ({ many: members.length, by: `by ${sayInstant(new Date(due))}` }))
  if (parts.length === 1) return `, ${parts[0]?.by ?? ''}`
  return `: ${sayList(parts.map(({ many, by }) => `${many} ${by}`))}`
}

const goneOf = ({ id, roundId, sampleId, establishmentName, disposition }: SampleMember) => ({
  text: `${establishmentName}: ${DISPOSITIONS[disposition].words.toLowerCase()} since the draw.`,
  href: `${sampleHref(roundId, sampleId)}/members/${id}/replace`,
  link: 'Draw another in its place',
})

function membersTable(
  members: readonly SampleMember[],
  toReview: ReadonlyMap<Id<'member'>, number>,
  shared: ReadonlyMap<Id<'return'>, string[]>,
  frame: Frame,
): DataTable {
  const grouped = new Set(frame.population.map(({ stratum }) => stratum)).size > 1
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
      { text: grouped ? `${member.stratum}: ${member.reason}` : member.reason, ...sharedHint(shared.get(member.returnId)) },
      evidenceCell(member),
      { text: `${Math.min(member.reviewed, toReview.get(member.id) ?? 0)} of ${toReview.get(member.id) ?? 0}` },
      { tag: outcomeTag(member.outcome) },
    ]),
  }
}

function evidenceCell({ files, filesByEmail, requestedAt }: SampleMember): Cell {
  const asked = requestedAt === null ? 'not asked yet' : `asked on ${sayShortDay(requestedAt)}`
  if (files === 0) return { text: 'None yet', hint: asked }
  return { text: sayCount(files, 'file'), hint: filesByEmail === 0 ? asked : `${filesByEmail} by email, ${asked}` }
}

export const outcomeTag = (outcome: Outcome | null): StatusTag =>
  outcome === null ? { text: 'Not yet', colour: 'grey' } : { text: OUTCOME_WORDS[outcome].words, colour: OUTCOME_WORDS[outcome].colour }

const replacedLine = ({ establishmentName, replacedAt, replacedReason }: SampleMember): string =>
  `${establishmentName}, on ${replacedAt === null ? '' : sayShortDay(replacedAt)}: ${replacedReason ?? ''}`

function proofOf(sample: DipSample, frame: Frame, draw: Draw) {
  return [
    { key: { text: 'Method' }, value: { text: sayPlan(sample.plan) } },
    { key: { text: 'Drawn from' }, value: { text: `${establishments(frame.population.length)}, kept as they were at the draw` } },
    { key: { text: 'Drawn' }, value: { text: establishments(draw.members.length) } },
    { key: { text: 'Seed' }, value: { text: sample.seed } },
    { key: { text: 'Drawn' }, value: { text: `${sayInstant(sample.drawnAt)}, by ${sample.drawnBy}` } },
  ]
}

/** Draws the sample again and compares it with the one that is kept: those drawn first, without those who came in for somebody. */
function againOf(all: readonly SampleMember[], frame: Frame, draw: Draw): { same: boolean; text: string } {
  const byKey = new Map(frame.population.map(({ key, returnId }) => [key, returnId]))
  const first = all.filter(({ replaces }) => replaces === null).toSorted((one, other) => one.position - other.position)
  const same = first.length === draw.members.length && draw.members.every(({ key }, at) => byKey.get(key) === first[at]?.returnId)
  return same
    ? { same, text: `Drawn again just now with the same seed: the same ${draw.members.length}, in the same order.` }
    : { same, text: 'Drawn again just now, the result differs from what is kept. Please tell the person who runs this program.' }
}
