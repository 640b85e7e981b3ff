import type { Id } from '../../platform/id.ts'
import { DISPOSITIONS } from '../returns/index.ts'
import { drawSample, sampleSize, type Candidate, type Draw, type DrawMethod, type SampleSize } from './draw.ts'
import { stratumBy, type Strata, type StratumFacts } from './stratum.ts'

/** Which returns of the round a sample can come from. */
export const BASES = ['completed', 'outstanding', 'all'] as const
export type Base = (typeof BASES)[number]

/** What makes a return worth a look: with any of these chosen, only returns to which at least one applies are drawn from. */
export const TARGETS = [
  'all_positive',
  'late',
  'fast',
  'never_sampled',
  'not_in_three_years',
  'first_time',
  'new_head',
  'over_rated',
] as const
export type Target = (typeof TARGETS)[number]

/** What each target is called where it is chosen, and as the reason why one establishment was drawn. */
export const TARGET_WORDS: Record<Target, { words: string; because: (entry: ReturnFacts) => string }> = {
  all_positive: {
    words: 'Every rating is the best of its scale (all yes, all green)',
    because: () => 'Every rating is the best of its scale',
  },
  late: {
    words: 'Arrived after the first due date',
    because: ({ disposition }) => (disposition === 'completed_late' ? 'Arrived late' : 'Arrived after the first due date'),
  },
  fast: { words: 'Answered very quickly', because: ({ minutes }) => `Answered in ${sayMinutes(minutes ?? 0)}` },
  never_sampled: { words: 'Never sampled before', because: () => 'Never sampled before' },
  not_in_three_years: { words: 'Not sampled in the last three years', because: () => 'Not sampled in the last three years' },
  first_time: { words: 'First time in the audit', because: () => 'First time in the audit' },
  new_head: { words: 'A new head in the last year', because: () => 'New head in the last year' },
  over_rated: { words: 'Over-rated in an earlier round, as reviewers found', because: () => 'Over-rated in an earlier round' },
}

/** What staff chose on the page of a new sample; kept with the sample, so that it can be drawn again. */
export type SamplePlan = {
  base: Base
  targets: Target[]
  /** For the target "fast": returned in under so many minutes. */
  fastMinutes: number
  /** Leave out establishments that were drawn in another round in the year before. */
  leaveOutSampled: boolean
  /** Leave out establishments that are in another sample of this round. Samples drawn before this could be chosen do not say. */
  leaveOutDrawnHere?: boolean
  method: 'all' | 'simple' | 'stratified'
  /** Null for the method "all". */
  size: SampleSize | null
  strata: Strata
}

/** What is looked at to decide whether, and why, a return is drawn from. */
export type ReturnFacts = StratumFacts & {
  returnId: Id<'return'>
  establishmentId: Id<'establishment'>
  /** `urn:126416`: what the establishment is called outside this program. */
  key: string
  name: string
  issued: boolean
  /** From the first answer to the submission; null without either. */
  minutes: number | null
  sampledBefore: boolean
  sampledInThreeYears: boolean
  /** The other sample of this round that it is in. */
  sampledHere: string | null
  /** The other round in which it was drawn within the last year. */
  sampledLately: string | null
  firstTime: boolean
  newHead: boolean
  /** Reviewers found an answer over-rated in an earlier round. */
  overRatedBefore: boolean
}

export type FrameMember = Candidate & { returnId: Id<'return'>; establishmentId: Id<'establishment'>; name: string; reason: string }
export type LeftOut = { returnId: Id<'return'>; name: string; reason: string }
/**
 * Whom the sample was drawn from and who was left out, as they stood at the draw: with it the same sample can be drawn at any time.
 * `empty` names the groups of which nobody could be drawn.
 */
export type Frame = { population: FrameMember[]; leftOut: LeftOut[]; empty: string[] }

/** Who can be drawn by a plan, with stratum and reason, and who was left out and why. In the order of the names. */
export function frameOf(facts: readonly ReturnFacts[], plan: SamplePlan): Frame {
  const population: FrameMember[] = []
  const leftOut: LeftOut[] = []
  const groups = new Set<string>()
  for (const entry of facts) {
    const { key, returnId, establishmentId, name } = entry
    const never = neverDrawn(entry)
    const reason = never === undefined ? reasonFor(entry, plan) : undefined
    if (canBeGrouped(plan, { never, reason })) groups.add(stratumOf(entry, plan))
    if (never !== undefined) leftOut.push({ returnId, name, reason: never })
    else if (reason === undefined) continue
    else if (plan.leaveOutSampled && entry.sampledLately !== null)
      leftOut.push({ returnId, name, reason: `Drawn within the last year, in “${entry.sampledLately}”` })
    else if (plan.leaveOutDrawnHere && entry.sampledHere !== null)
      leftOut.push({ returnId, name, reason: `In another sample of this round, “${entry.sampledHere}”` })
    else population.push({ key, returnId, establishmentId, name, stratum: stratumOf(entry, plan), reason })
  }
  for (const { stratum } of population) groups.delete(stratum)
  const lot = isLeftToLot(population, plan) ? '; drawn by lot' : ''
  return {
    population: population.map(member => ({ ...member, reason: `${member.reason}${lot}` })),
    leftOut,
    empty: plan.method === 'stratified' ? [...groups].sort() : [],
  }
}

/** Whether there are more to draw from than are drawn: each stratum gives one at least. Who is drawn anyway is not drawn by lot. */
function isLeftToLot(population: readonly Candidate[], { size }: SamplePlan): boolean {
  const strata = new Set(population.map(({ stratum }) => stratum)).size
  return size !== null && Math.max(sampleSize(population.length, size), strata) < population.length
}

/**
 * Whether a return names a group, of which somebody could be drawn. The self-rating groups by what returns are, and so does what is drawn
 * from: of completed returns nobody looks for those that are not completed.
 */
const canBeGrouped = ({ strata }: SamplePlan, { never, reason }: Record<'never' | 'reason', string | undefined>): boolean =>
  strata === 'self_rating' ? reason !== undefined : never === undefined

/** Draws from a frame by its plan: the preview, the sample itself and every "draw again" are this call. */
export const drawFrom = (frame: Pick<Frame, 'population'>, plan: SamplePlan, seed: string): Draw =>
  drawSample(frame.population, methodOf(plan), seed)

/** The returns of those who were drawn. */
export function returnsDrawn({ frame, draw }: { frame: Pick<Frame, 'population'>; draw: Draw }): Id<'return'>[] {
  const drawn = new Set(draw.members.map(({ key }) => key))
  return frame.population.filter(({ key }) => drawn.has(key)).map(({ returnId }) => returnId)
}

function methodOf({ method, size }: SamplePlan): DrawMethod {
  if (method === 'all') return { kind: 'all' }
  if (size === null) throw new Error('a random sample has a size')
  return { kind: method, size }
}

function neverDrawn({ issued, disposition }: ReturnFacts): string | undefined {
  const { group, words } = DISPOSITIONS[disposition]
  return group === 'not_expected' ? words : issued ? undefined : 'The audit has not been issued to it'
}

const isIn = ({ disposition }: ReturnFacts, base: Base): boolean => base === 'all' || DISPOSITIONS[disposition].group === base

/** Why somebody is in the population; undefined when nothing puts it there. */
function reasonFor(entry: ReturnFacts, plan: SamplePlan): string | undefined {
  if (!isIn(entry, plan.base)) return undefined
  const targeted = plan.targets
    .filter(target => applies(target, entry, plan.fastMinutes))
    .map(target => TARGET_WORDS[target].because(entry))
  if (plan.targets.length > 0 && targeted.length === 0) return undefined
  return (targeted.length > 0 ? targeted : [DISPOSITIONS[entry.disposition].words]).join('; ')
}

function applies(target: Target, entry: ReturnFacts, fastMinutes: number): boolean {
  switch (target) {
    case 'all_positive':
      return entry.allPositive
    case 'late':
      return entry.disposition === 'completed_late' || entry.disposition === 'completed_in_extension'
    case 'fast':
      return entry.minutes !== null && entry.minutes < fastMinutes
    case 'never_sampled':
      return !entry.sampledBefore
    case 'not_in_three_years':
      return !entry.sampledInThreeYears
    case 'first_time':
      return entry.firstTime
    case 'new_head':
      return entry.newHead
    case 'over_rated':
      return entry.overRatedBefore
  }
}

const sayMinutes = (minutes: number): string =>
  minutes < 1 ? 'under a minute' : minutes < 2 ? '1 minute' : `${Math.floor(minutes)} minutes`

const stratumOf = (entry: ReturnFacts, { method, strata }: SamplePlan): string =>
  method === 'stratified' ? stratumBy(strata, entry) : 'All'
