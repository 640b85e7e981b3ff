import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { sayCount } from '../../platform/say.ts'
import { namedIn, staffNames } from '../accounts/index.ts'
import { approvedQuotations } from '../coding/index.ts'
import { settingsOf } from '../partnerships/index.ts'
import type { QuestionnaireDocument } from '../questionnaires/index.ts'
import { contentsOf, contentsWith, figuresGiven, newestOf, sayStaffNamed, type Draft } from '../publications/index.ts'
import { findRound, type Round } from '../rounds/index.ts'
import type { Rule } from '../suppression/index.ts'
import { countingIn } from './actions.ts'
import { currentFindings } from './currentActions.ts'
import { changesToPublish, NO_CHANGES } from './changePublicationActions.ts'
import { coverFindings, type CoveredFindings, type EarlierFindings } from './figureActions.ts'
import type { Finding } from './finding.ts'
import { isSamePart, partsOf, titledQuestions, type TitledPart } from './partQuestions.ts'
import {
  publishedParts,
  publishedSentence,
  publishedTables,
  sayCovered,
  withheldSentence,
  type KeptFigures,
  type PublishedFinding,
  type PublishedFindings,
} from './published.ts'

/** The findings of a round as they would be published now, with what whoever publishes has to know. */
export type FindingsDraft = Omit<Draft, 'html'> & {
  content: Omit<PublishedFindings, 'statement'> & Partial<KeptFigures>
  sentences: Map<Id<'finding'>, string>
}

/**
 * The findings of a round that say something, in the words in which they may be published, and the numbers to keep when they have any.
 * `lacks` says why none of them may leave yet, whatever is covered; blank when they may.
 */
export async function sentencesToPublish(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
): Promise<{ sentences: ReadonlyMap<Id<'finding'>, string>; lacks: string; figures: EarlierFindings | undefined }> {
  const round = await findRound(db, of.partnershipId, of.roundId)
  if (!round) throw notFound()
  const { sentences, content, lacks } = await draftFindings(db, round)
  return { sentences, lacks, figures: content.figures }
}

/** What was published of a round before, or left with a report, whatever it was called: each set of numbers once. */
export async function publishedBefore(db: Db, { partnershipId, id }: Pick<Round, 'partnershipId' | 'id'>): Promise<EarlierFindings[]> {
  const found = new Map<string, EarlierFindings>()
  for (const kind of ['findings', 'said_did', 'groups'] as const)
    for (const { figures } of await contentsOf<Partial<KeptFigures>>(db, partnershipId, id, kind))
      if (figures) found.set(JSON.stringify(figures), figures)
  // What a later round said of this one, as its findings told how they have changed.
  for (const { then = [] } of await contentsWith<Partial<KeptFigures>>(db, partnershipId, { then: [{ roundId: id }] }))
    for (const { roundId, figures } of then) if (roundId === id) found.set(JSON.stringify(figures), figures)
  for (const figures of await figuresGiven<EarlierFindings>(db, partnershipId, id)) found.set(JSON.stringify(figures), figures)
  return [...found.values()]
}

/** The newest version of the findings that can be read, finding by finding. */
export type NewestPublished = { number: number; at: Date; findings: ReadonlyMap<Id<'finding'>, PublishedFinding> }

export async function newestPublished(
  db: Db,
  { partnershipId, id }: Pick<Round, 'partnershipId' | 'id'>,
): Promise<NewestPublished | undefined> {
  const newest = await newestOf(db, partnershipId, id, 'findings')
  if (!newest || newest.withdrawnAt !== null) return undefined
  const content = (await contentsOf<PublishedFindings>(db, partnershipId, id, 'findings')).at(-1)
  const all = content?.parts.flatMap(({ findings }) => findings) ?? []
  return { number: newest.number, at: newest.publishedAt, findings: new Map(all.map(finding => [finding.id, finding])) }
}

/** From what number on a partnership publishes, and of how many it uses words. */
export async function ruleOf(db: Db, partnershipId: Id<'partnership'>): Promise<Rule & { least: number }> {
  const { smallestShown, leastForWords } = await settingsOf(db, partnershipId)
  return { threshold: smallestShown, minimum: Math.max(leastForWords, smallestShown), least: leastForWords }
}

/** Why nothing is published as long as an earlier publication gives somebody away beside it. */
export const WITHHELD =
  'Beside what was published before, this would give a small number away, whatever is covered. Publish again when you have received more returns.'

/** What is counted of a round for a publication, with what is covered of it. */
export async function coverForPublication(db: Db, round: Round, tables?: (documents: readonly QuestionnaireDocument[]) => string[]) {
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  const rule = await ruleOf(db, round.partnershipId)
  // Once the answers are deleted there is nothing to hold a number against: what was published stays, and nothing new is.
  const isKept = round.answersDeletedAt === null
  const findings = isKept ? await currentFindings(db, of) : []
  const documents = (await countingIn(db, of.partnershipId, of.roundId)).documents.map(({ document }) => document)
  const covered = await coverFindings(db, of, {
    ...{ findings, rule },
    tables: isKept && tables ? tables(documents) : [],
    earlier: await publishedBefore(db, round),
  })
  return { ...covered, findings, documents, rule }
}

/** What of a publication is covered, with what it counted: what is kept to hold the next one against. */
export function keptFigures({ said, publication, covering, rule }: CoveredFindings & { rule: Rule }): EarlierFindings {
  const own = new Set(publication.cells.map(({ id }) => id))
  const covered = [...covering.covered].filter(([id]) => own.has(id))
  return { publication, covered, threshold: rule.threshold, counted: said.map(({ source, counted }) => ({ source, counted })) }
}

export async function draftFindings(db: Db, round: Round): Promise<FindingsDraft> {
  const counted = await coverForPublication(db, round)
  const { said, sources, covering, findings, documents, rule } = counted
  // What would give somebody away is not drawn either: whoever may not see numbers sees this page before anyone publishes it.
  const withheld = covering.exposed.length > 0
  const sentences = new Map(
    said.map(finding => [finding.id, withheld ? withheldSentence(finding) : publishedSentence(finding, covering, rule)]),
  )
  const since = withheld
    ? NO_CHANGES
    : await changesToPublish(db, round, { said, covering, rule, before: earlierRound => publishedBefore(db, earlierRound) })
  const told = new Map([...sentences].map(([id, words]) => [id, [words, since.sentences.get(id) ?? ''].join(' ').trim()]))
  const parts = publishedParts(groupedBy(partsOf(round.evidenceAreas, documents), said), told)
  const figures = keptFigures(counted)
  const quoted = await quotationsToPublish(db, round)
  const content = {
    parts,
    tables: withheld ? [] : publishedTables(sources, titledQuestions(documents), covering),
    threshold: rule.threshold,
    least: rule.least,
    ...(quoted.groups.length > 0 ? { quotations: quoted.groups } : {}),
    ...(withheld ? {} : { figures }),
    ...(since.then.length === 0 ? {} : { then: since.then }),
  }
  const texts = parts.flatMap(({ title, findings: mine }) => [title, ...mine.map(({ sentence }) => sentence)])
  return {
    content,
    leaves: [
      `${said.length} of ${findings.length} findings, and the answers that they count. A finding that nobody was counted for is left out.`,
      sayCovered(new Map(figures.covered)),
      ...quoted.leaves,
      ...since.leaves,
    ],
    doubts: [
      ...(findings.some(({ coming }) => coming) ? ['More returns are expected: the numbers are those of the returns so far.'] : []),
      ...quoted.doubts,
    ],
    lacks: lacksOf(round, said, { withheld, named: namedIn(texts, await staffNames(db, round.partnershipId)) }),
    sentences,
  }
}

/** The quotations that people approved, theme by theme, and what whoever publishes has to know of them. */
async function quotationsToPublish(
  db: Db,
  { partnershipId, id }: Pick<Round, 'partnershipId' | 'id'>,
): Promise<{ groups: NonNullable<PublishedFindings['quotations']>; leaves: string[]; doubts: string[] }> {
  const { quotations, held } = await approvedQuotations(db, { partnershipId, roundId: id })
  const groups = [...Map.groupBy(quotations, ({ theme }) => theme)].map(([theme, all]) => ({
    theme,
    quotes: all.map(({ text, who }) => ({ text, who })),
  }))
  return {
    groups,
    leaves:
      quotations.length === 0
        ? []
        : [`${sayCount(quotations.length, 'quotation')}, as someone edited and approved ${quotations.length === 1 ? 'it' : 'them'}.`],
    doubts:
      held === 0
        ? []
        : [
            `${sayCount(held, 'quotation')} that ${held === 1 ? 'was' : 'were'} approved ${held === 1 ? 'is' : 'are'} left out: something has changed since.`,
          ],
  }
}

function lacksOf(
  { answersDeletedAt }: Pick<Round, 'answersDeletedAt'>,
  said: readonly Finding[],
  { withheld, named }: { withheld: boolean; named: readonly string[] },
): string {
  if (answersDeletedAt !== null) return 'The answers of this round were deleted, so nothing can be counted any more.'
  if (said.length === 0) return 'There is no finding that says something yet.'
  if (withheld) return WITHHELD
  return sayStaffNamed(named, 'reword the finding.')
}

/**
 * Every part with its findings; those of a part that the round no longer has come last. An evidence area and a section of one name stand under
 * one heading: whoever reads what they say asks about the subject.
 */
export const groupedBy = (parts: readonly TitledPart[], findings: readonly Finding[]): { title: string; findings: Finding[] }[] => [
  ...[...Map.groupBy(parts, ({ title }) => title)].map(([title, ofTitle]) => ({
    title,
    findings: ofTitle.flatMap(part => findings.filter(finding => isSamePart(finding, part))),
  })),
  { title: 'Other findings', findings: findings.filter(finding => !parts.some(part => isSamePart(part, finding))) },
]
