import { sectionsInOrder } from '../counting/index.ts'
import { VERDICT_WORDS, VERDICTS } from '../verdicts/index.ts'
import { type Json, mayNeedAction, type Question, valuesOf } from '../questions/index.ts'
import type { EvidenceArea, QuestionnaireDocument } from '../questionnaires/index.ts'
import type { CountedAnswers, PartOfAudit, Source } from './finding.ts'
import { textOf } from './textOf.ts'

/** A question whose answers can be counted, with the values that it can have. */
export type CountableQuestion = {
  key: string
  label: string
  /** How it is named in a list. */
  name: string
  values: { value: Json; label: string; good: boolean }[]
  /** False for a plain fact ("Does the school have boarders?") and for a choice among the author's options. */
  rated: boolean
}

type Document = Pick<QuestionnaireDocument, 'sections'>

/**
 * The closed questions of an area or a section over all the question sets of a round, each once, in the order of the questionnaires.
 * Sets share a key only where they ask the same thing with the same values.
 */
export function countableQuestions(documents: readonly Document[], { part, partKey }: PartOfAudit): CountableQuestion[] {
  const found = new Map<string, CountableQuestion>()
  for (const section of documents.flatMap(({ sections }) => sections))
    for (const question of section.questions)
      if (
        (part === 'area' ? question.areas?.includes(partKey) : section.key === partKey) &&
        !found.has(question.key) &&
        valuesOf(question).length > 0
      )
        found.set(question.key, countable(question))
  return [...found.values()]
}

export type TitledPart = PartOfAudit & { title: string }

/**
 * What findings of a round can be about, in the order of the questionnaires: the sections that have a closed question, and each evidence area
 * just before the section in which its questions begin. Areas to which no question belongs come first.
 */
export function partsOf(areas: readonly EvidenceArea[], documents: readonly Document[]): TitledPart[] {
  const found = new Map<string, TitledPart>()
  const add = (part: TitledPart) => found.set(`${part.part} ${part.partKey}`, found.get(`${part.part} ${part.partKey}`) ?? part)
  const named = new Map(areas.map(({ key, title }) => [key, { part: 'area' as const, partKey: key, title }]))
  const begun = new Set(documents.flatMap(({ sections }) => sections.flatMap(areasIn)))
  for (const [key, area] of named) if (!begun.has(key)) add(area)
  for (const section of sectionsInOrder(documents)) {
    for (const key of areasIn(section)) {
      const area = named.get(key)
      if (area) add(area)
    }
    if (section.questions.some(question => valuesOf(question).length > 0))
      add({ part: 'section', partKey: section.key, title: section.title })
  }
  return [...found.values()]
}

type Section = Document['sections'][number]

const areasIn = ({ questions }: Section): string[] => questions.flatMap(question => question.areas ?? [])

/** Findings in the order of the parts that they are about, and within each as staff put them. Those of parts that are gone come last. */
export function inOrderOfParts<Found extends PartOfAudit & { position: number }>(
  findings: readonly Found[],
  areas: readonly EvidenceArea[],
  documents: readonly Document[],
): Found[] {
  const parts = partsOf(areas, documents)
  const place = (finding: Found): number => {
    const at = parts.findIndex(part => isSamePart(part, finding))
    return at < 0 ? parts.length : at
  }
  return findings.toSorted((one, other) => place(one) - place(other) || one.position - other.position)
}

/** A question as a published table names it. */
export type TitledQuestion = { label: string; labels: Record<Source, ReadonlyMap<string, string>> }

/** Every closed question of a round by its key. */
export function titledQuestions(documents: readonly Document[]): Map<string, TitledQuestion> {
  const found = new Map<string, TitledQuestion>()
  for (const question of documents.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))) {
    if (found.has(question.key) || valuesOf(question).length === 0) continue
    const labels = (source: Source) => new Map(valuesToCount(countable(question), source).map(({ value, label }) => [textOf(value), label]))
    found.set(question.key, {
      label: question.label,
      labels: { completed: labels('completed'), sampled: labels('sampled'), reviewed: labels('reviewed') },
    })
  }
  return found
}

export const isSamePart = (one: PartOfAudit, other: PartOfAudit): boolean => one.part === other.part && one.partKey === other.partKey

function countable(question: Question): CountableQuestion {
  const scale = valuesOf(question).filter(({ value }) => value !== 'na')
  const rated = mayNeedAction(question)
  return {
    key: question.key,
    label: question.label,
    name: question.shortLabel ?? question.label,
    values: scale.map(({ value, label, needsAction }) => ({ value, label, good: rated && !needsAction })),
    rated,
  }
}

/** The values that can be counted of a question: its own answers, or the reviewers' verdicts on it. */
export const valuesToCount = (question: CountableQuestion, source: Source): { value: Json; label: string }[] =>
  source === 'reviewed'
    ? VERDICTS.filter(value => value !== 'cannot_tell').map(value => ({ value, label: VERDICT_WORDS[value].words }))
    : question.values

/** What of a finding names a question or a value that its area does not have; nothing when all is well. */
export function unknownIn(counted: readonly CountedAnswers[], questions: readonly CountableQuestion[], source: Source): string[] {
  const byKey = new Map(questions.map(question => [question.key, question]))
  return counted.flatMap(({ question, values }) => {
    const known = byKey.get(question)
    if (!known) return [question]
    const possible = valuesToCount(known, source).map(({ value }) => value)
    return values.filter(value => !possible.includes(value)).map(value => `${question}: ${JSON.stringify(value)}`)
  })
}

/** "“Yes” or “Partly”": the values that a finding counts, as people read them. */
export const sayValues = (question: CountableQuestion, source: Source, values: readonly Json[]): string =>
  valuesToCount(question, source)
    .filter(({ value }) => values.includes(value))
    .map(({ label }) => `“${label}”`)
    .join(' or ')
