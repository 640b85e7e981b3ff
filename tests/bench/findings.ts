import { currentFindings } from '../../src/features/findings/index.ts'
import { draftBatches } from '../../src/features/feedback/index.ts'
import { orderDrafts } from '../../src/features/feedback/orderActions.ts'
import { reviewsForReport } from '../../src/features/reviewing/index.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import { samplesOf } from '../../src/features/sampling/index.ts'
import type { Pool } from '../../src/platform/db.ts'
import { findRun } from '../../src/platform/jobs/runs.ts'
import type { Bench, BenchLine } from './bench.ts'
import { FEW, MANY, twoRounds, type Measured } from './largeRound.ts'

/**
 * What a round comes to, once it is in: its findings counted anew, how far reviewers agree and self-ratings hold, and the feedback of everybody
 * drafted, as the jobs do it. Against the same of 300 returns, as many times as it goes into the large one: a ratio of 1 grows with the round.
 * While it works, this process has to answer others: `longestBlockMs` is how long it did not.
 */
export const findings: Bench = async ({ db, size }) => {
  const { many, few } = await twoRounds(db, MANY[size], { answered: true })
  const lines: BenchLine[] = []
  for (const [asked, work] of Object.entries(WORK)) {
    // What is planned and loaded once is not the work of the first who asks.
    await work(db, few)
    const small = await watched(() => work(db, few))
    const large = await watched(() => work(db, many))
    const reference = (small.seconds * MANY[size]) / FEW
    lines.push({
      name: 'findings',
      value: rounded(large.seconds),
      unit: 's',
      reference: rounded(reference),
      ratio: rounded(large.seconds / reference),
      n: 1,
      detail: {
        asked,
        returns: MANY[size],
        against: FEW,
        ...large.found,
        longestBlockMs: Math.round(large.longestBlockMs),
        goal: 'ratio <= 2, longestBlockMs < 250',
      },
    })
  }
  return lines
}

type Found = Record<string, number>

const WORK: Record<string, (db: Pool, of: Measured) => Promise<Found>> = {
  'findings counted anew': async (db, { roundId, actor }) => {
    // As after an answer has moved, which takes with it what is kept of the counts.
    await db.raw('delete from kept_counts where partnership_id = ?', [actor.partnershipId])
    return { findings: (await currentFindings(db, { partnershipId: actor.partnershipId, roundId })).length }
  },
  'agreement and self-ratings': async (db, { roundId, actor }) => {
    const round = await findRound(db, actor.partnershipId, roundId)
    if (!round) throw new Error('there is no such round')
    const { agreements, whole } = await reviewsForReport(db, round, await samplesOf(db, actor.partnershipId, roundId))
    return { pairs: agreements.reduce((sum, { pairs }) => sum + pairs, 0), agrees: whole?.agrees ?? 0 }
  },
  'feedback drafted for all': async (db, { roundId, actor }) => {
    const { runId } = await orderDrafts(db, actor, { roundId })
    const steps = new Set<number>()
    const looking = setInterval(() => void findRun(db, actor.partnershipId, runId).then(run => steps.add(run?.done ?? 0)), 250)
    try {
      await draftBatches({ db }, { actor, runId, roundId })
    } finally {
      clearInterval(looking)
    }
    const run = await findRun(db, actor.partnershipId, runId)
    if (run?.status !== 'done') throw new Error('the feedback was not drafted')
    return { drafted: run.total ?? 0, progressSeen: steps.size }
  },
}

/** How long some work took, and for how long at a stretch nothing else could be done in this process. */
async function watched(work: () => Promise<Found>): Promise<{ found: Found; seconds: number; longestBlockMs: number }> {
  const EVERY = 10
  const started = performance.now()
  let last = started
  let longestBlockMs = 0
  const look = () => {
    longestBlockMs = Math.max(longestBlockMs, performance.now() - last - EVERY)
    last = performance.now()
  }
  const clock = setInterval(look, EVERY)
  try {
    const found = await work()
    look()
    return { found, seconds: (performance.now() - started) / 1000, longestBlockMs }
  } finally {
    clearInterval(clock)
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
