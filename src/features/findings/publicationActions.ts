import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { settingsOf } from '../partnerships/index.ts'
import type { Round } from '../rounds/index.ts'
import type { Earlier, Rule } from '../suppression/index.ts'
import { countingIn } from './actions.ts'
import { currentFindings } from './currentActions.ts'
import { coverFindings } from './figureActions.ts'
import type { Finding } from './finding.ts'
import { isSamePart, partsOf, titledQuestions, type TitledPart } from './partQuestions.ts'
import { publishedParts, publishedSentence, publishedTables, sayCovered, type KeptFigures, type PublishedFindings } from './published.ts'

/** The findings of a round as they would be published now, with what whoever publishes has to know. */
export type FindingsDraft = {
  content: PublishedFindings & KeptFigures
  /** What leaves and what is covered, a sentence each. */
  leaves: string[]
  doubts: string[]
  lacks: string
  sentences: Map<Id<'finding'>, string>
}

/** @param earlier what was published of the round before */
export async function draftFindings(db: Db, round: Round, earlier: readonly Earlier[]): Promise<FindingsDraft> {
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  const { smallestShown, leastForWords } = await settingsOf(db, round.partnershipId)
  const rule: Rule & { least: number } = { threshold: smallestShown, minimum: Math.max(leastForWords, smallestShown), least: leastForWords }
  const findings = await currentFindings(db, of)
  const documents = (await countingIn(db, of.partnershipId, of.roundId)).documents.map(({ document }) => document)
  const { sources, publication, covering } = await coverFindings(db, of, { findings, rule, earlier })
  const said = findings.filter(finding => finding.of > 0)
  const sentences = new Map(said.map(finding => [finding.id, publishedSentence(finding, covering, rule)]))
  const own = new Set(publication.cells.map(({ id }) => id))
  const covered = new Map([...covering.covered].filter(([id]) => own.has(id)))
  const parts = publishedParts(groupedBy(partsOf(round.evidenceAreas, documents), findings), sentences)
  return {
    content: {
      parts,
      tables: publishedTables(sources, titledQuestions(documents), covering),
      threshold: rule.threshold,
      least: rule.least,
      figures: { publication, covered: [...covered], threshold: rule.threshold },
    },
    leaves: [
      `${said.length} of ${findings.length} findings, and the answers that they count. A finding that nobody was counted for is left out.`,
      sayCovered(covered),
    ],
    doubts: findings.some(({ coming }) => coming) ? ['Returns are still coming in: the numbers are those of the returns so far.'] : [],
    lacks: lacksOf(said, covering.exposed),
    sentences,
  }
}

function lacksOf(said: readonly Finding[], exposed: readonly string[]): string {
  if (said.length === 0) return 'There is no finding that says something yet.'
  return exposed.length === 0
    ? ''
    : 'Beside what was published before, this would give a small number away, whatever is covered. Publish again when more returns have come in.'
}

/** Every part with its findings; those of a part that the round no longer has come last. */
const groupedBy = (parts: readonly TitledPart[], findings: readonly Finding[]) => [
  ...parts.map(part => ({ title: part.title, findings: findings.filter(finding => isSamePart(finding, part)) })),
  { title: 'Other findings', findings: findings.filter(finding => !parts.some(part => isSamePart(part, finding))) },
]
