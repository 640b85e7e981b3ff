import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { sayCount } from '../../platform/say.ts'
import type { Round } from '../rounds/index.ts'
import type { Rule } from '../suppression/index.ts'
import { changesOf } from './changeActions.ts'
import { sayChange } from './change.ts'
import { coverFindings, type CoveredFindings, type EarlierFindings } from './figureActions.ts'
import { figureOf } from './figureSet.ts'
import type { Finding } from './finding.ts'

/** What findings say of how they have changed, in words that may leave, and the numbers of the earlier rounds to keep with them. */
export type PublishedChanges = {
  sentences: ReadonlyMap<Id<'finding'>, string>
  then: readonly { roundId: Id<'round'>; figures: EarlierFindings }[]
  leaves: readonly string[]
}

export const NO_CHANGES: PublishedChanges = { sentences: new Map(), then: [], leaves: [] }

type Publishing = {
  said: readonly Finding[]
  covering: CoveredFindings['covering']
  rule: Rule & { least: number }
  before: (round: { partnershipId: Id<'partnership'>; id: Id<'round'> }) => Promise<EarlierFindings[]>
}

/**
 * The numbers of an earlier round that are published with those of this one are covered as if they were published of that round itself:
 * beside each other, and beside what was published of it before. A finding of which either number is covered says nothing of its change.
 */
export async function changesToPublish(
  db: Db,
  { partnershipId, id: roundId }: Round,
  { said, covering, rule, before }: Publishing,
): Promise<PublishedChanges> {
  const shown = said.filter(one => one.weighted === null && !isCovered(one, covering))
  const held = await changesOf(db, { partnershipId, roundId }, shown)
  const sentences = new Map<Id<'finding'>, string>()
  const then: { roundId: Id<'round'>; figures: EarlierFindings }[] = []
  const rounds = new Map([...held.values()].flatMap(({ since, then: count }) => (count ? [[since.id, since]] : [])))
  for (const [against, since] of rounds) {
    const mine = shown.filter(({ id }) => held.get(id)?.since.id === against && held.get(id)?.then)
    const of = { partnershipId, roundId: against }
    const figures = await coverFindings(db, of, { findings: mine, rule, earlier: await before({ partnershipId, id: against }) })
    if (figures.covering.exposed.length > 0) continue
    for (const finding of figures.said) {
      const now = said.find(({ id }) => id === finding.id)
      const among = held.get(finding.id)?.then?.among ?? finding.of
      if (now && !isCovered(finding, figures.covering))
        sentences.set(finding.id, sayChange(now, { ...finding, among }, { since: since.name, least: rule.least }))
    }
    const own = new Set(figures.publication.cells.map(({ id }) => id))
    const covered = [...figures.covering.covered].filter(([id]) => own.has(id))
    const counted = figures.said.map(({ source, counted: answers }) => ({ source, counted: answers }))
    then.push({ roundId: against, figures: { publication: figures.publication, covered, threshold: rule.threshold, counted } })
  }
  const asked = said.filter(({ against }) => against !== null).length
  const leaves =
    asked === 0
      ? []
      : [
          `How ${sayCount(asked, 'finding has', 'findings have')} changed since an earlier round, as far as no number is covered: ${sentences.size} of ${asked}.`,
        ]
  return { sentences, then, leaves }
}

const isCovered = (finding: Finding, { covered }: CoveredFindings['covering']): boolean =>
  covered.has(figureOf.n(finding)) || covered.has(figureOf.of(finding))
