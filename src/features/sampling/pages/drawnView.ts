import { sayInstant, sayShortDay } from '../../../platform/london.ts'
import { sayList } from '../../../platform/say.ts'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { DISPOSITIONS, stands } from '../../returns/index.ts'
import type { Draw } from '../draw.ts'
export { memberIdsOf } from '../memberStore.ts'
import { drawnFirst, membersOf, type SampleMember } from '../memberStore.ts'
import { frameHash } from '../frameHash.ts'
import { sampleHref } from '../paths.ts'
import { drawFrom, type Frame } from '../population.ts'
import { sharedContacts } from '../requestStore.ts'
import { sayDraw } from '../sayDraw.ts'
import { frameOfSample, type DipSample } from '../store.ts'
import { sayPlan } from '../words.ts'
import { leftOutTable, sayShared, sharedHint, strataTable } from './drawTables.ts'
import { establishments } from './visible.ts'

/** What the page of a sample says of its draw. */
export type Drawn = {
  /** Those in the sample now. */
  members: readonly SampleMember[]
  /** Whether they were drawn by groups, and with whom each shares its DSL. */
  why: Why
  /** Of its draw, of who left it and of the request for evidence. */
  view: ReturnType<typeof drawnView>
}
type Why = { grouped: boolean; shared: [Id<'return'>, string[]][] }

/** Reads what the page of a sample says of its draw. */
export async function drawnOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  sample: DipSample,
  { manages }: { manages: boolean },
): Promise<Drawn> {
  const all = await membersOf(db, partnershipId, sample.id)
  const members = all.filter(({ replacedAt }) => replacedAt === null)
  const returnIds = members.map(({ returnId }) => returnId)
  const shared = await sharedContacts(db, partnershipId, returnIds)
  const frame = await frameOfSample(db, partnershipId, sample.id)
  const grouped = new Set(frame.population.map(({ stratum }) => stratum)).size > 1
  return { members, why: { grouped, shared: [...shared] }, view: drawnView({ sample, frame, all, members, shared, manages }) }
}

/** Why each member was drawn. */
export function whyDrawn({ grouped, shared }: Why): (member: SampleMember) => { text: string; hint?: string } {
  const others = new Map(shared)
  return ({ stratum, reason, returnId }) => ({
    text: grouped ? `${stratum}: ${reason}` : reason,
    ...sharedHint(others.get(returnId)),
  })
}

/** Draws the sample once more and compares. */
export async function drawnAgain(db: Db, partnershipId: Id<'partnership'>, sample: DipSample): Promise<{ same: boolean; text: string }> {
  const frame = await frameOfSample(db, partnershipId, sample.id)
  const drawn = drawFrom(frame, sample.plan, sample.seed)
  const first = await drawnFirst(db, partnershipId, sample.id)
  const isList = sample.frameSalt === null || frameHash(frame.population, sample.frameSalt) === sample.frameSha256
  return againOf(first, { frame, isList }, drawn)
}

type Parts = {
  sample: DipSample
  frame: Frame
  /** Everybody who is or was in the sample. */
  all: readonly SampleMember[]
  members: readonly SampleMember[]
  shared: ReadonlyMap<Id<'return'>, string[]>
  manages: boolean
}

function drawnView({ sample, frame, all, members, shared, manages }: Parts) {
  const draw = drawFrom(frame, sample.plan, sample.seed)
  const here = sampleHref(sample.roundId, sample.id)
  return {
    request: requestOf(sample, members, manages),
    gone: manages ? members.filter(member => stands('not_expected', member.status)).map(goneOf) : [],
    replaced: all.filter(({ replacedAt }) => replacedAt !== null).map(replacedLine),
    proof: proofOf(sample, frame, draw),
    againHref: `${here}?again=1#drawn-how`,
    notes: [...sayDraw(frame, draw, sample.plan), ...sayShared(shared)],
    strata: draw.strata.length + frame.empty.length > 1 ? strataTable(draw, frame.empty) : undefined,
    leftOutHeading: `${establishments(frame.leftOut.length)} left out of the draw`,
    leftOut: frame.leftOut.length > 0 ? leftOutTable(frame) : undefined,
    frameHref: `${here}/frame.csv`,
    command: lotCommand(sample.seed, frame.population[0]?.key ?? 'urn:100000'),
  }
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

const replacedLine = ({ establishmentName, replacedAt, replacedReason }: SampleMember): string =>
  `${establishmentName}, on ${replacedAt === null ? '' : sayShortDay(replacedAt)}: ${replacedReason ?? ''}`

function proofOf(sample: DipSample, frame: Frame, draw: Draw) {
  return [
    { key: { text: 'Method' }, value: { text: sayPlan(sample.plan, frame.population.length) } },
    { key: { text: 'Drawn from' }, value: { text: `${establishments(frame.population.length)}, kept as they were at the draw` } },
    { key: { text: 'Number drawn' }, value: { text: establishments(draw.members.length) } },
    { key: { text: 'Seed' }, value: { text: sample.seed } },
    ...(sample.frameSha256 === null ? [] : [{ key: { text: 'SHA-256 of the list' }, value: { text: sample.frameSha256 } }]),
    { key: { text: 'Drawn on' }, value: { text: `${sayInstant(sample.drawnAt)}, by ${sample.drawnBy}` } },
  ]
}

/** Compares a draw with the sample that is kept: those drawn first, without those who came in for somebody. @param isList whether the list is the one of the draw, by its hash @param first their returns, in the order of the draw */
function againOf(
  first: readonly Id<'return'>[],
  { frame, isList }: { frame: Frame; isList: boolean },
  draw: Draw,
): { same: boolean; text: string } {
  const byKey = new Map(frame.population.map(({ key, returnId }) => [key, returnId]))
  const same = isList && first.length === draw.members.length && draw.members.every(({ key }, at) => byKey.get(key) === first[at])
  return same
    ? { same, text: `Drawn again just now with the same seed: the same ${draw.members.length}, in the same order.` }
    : { same, text: 'Drawn again just now, the result differs from what is kept. Please tell the person who runs this program.' }
}

/** What prints a lot in any shell, whatever signs the seed has: within single quotation marks only they themselves mean anything. */
const lotCommand = (seed: string, key: string): string => `printf '%s' '${`${seed} ${key}`.replaceAll("'", String.raw`'\''`)}' | sha256sum`
