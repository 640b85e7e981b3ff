import { questionsOf } from './conditions.ts'
import type { QuestionnaireDocument } from './document.ts'

// A frozen version never changes, so it may be kept. Some dozen documents of about 100 kB.
const frozen = new Map<string, QuestionnaireDocument>()
const MOST_KEPT = 50

/** Keys of questions by the section for whose page they are needed, until another document is kept; of each, the documents that it is enough for. */
const bySection = new Map<string, readonly string[]>()
const enoughFor = new WeakMap<readonly string[], ReadonlySet<QuestionnaireDocument>>()

/** A frozen version that was kept. */
export const keptDocument = (name: string): QuestionnaireDocument | undefined => frozen.get(name)

/** Keeps a frozen version. */
export function keepDocument(name: string, document: QuestionnaireDocument): void {
  if (frozen.size >= MOST_KEPT) frozen.delete(frozen.keys().next().value ?? name)
  frozen.set(name, document)
  bySection.clear()
}

/**
 * The questions whose answers the page of a section needs: its own, and those that conditions ask about. Which version a return answers
 * is not known before it is read, so they are those of every version kept that has such a section; `isEnough` tells for one.
 *
 * @returns the same list as long as no other version is kept; undefined when none has such a section
 */
export function answersForSection(sectionKey: string): readonly string[] | undefined {
  const known = bySection.get(sectionKey)
  if (known) return known
  const documents = [...frozen.values()].filter(({ sections }) => sections.some(({ key }) => key === sectionKey))
  if (documents.length === 0) return undefined
  const keys = [...new Set(documents.flatMap(document => neededFor(document, sectionKey)))]
  bySection.set(sectionKey, keys)
  enoughFor.set(keys, new Set(documents))
  return keys
}

/** Whether a list that `answersForSection` gave names all that the section needs in this questionnaire. */
export const isEnough = (keys: readonly string[], document: QuestionnaireDocument): boolean => enoughFor.get(keys)?.has(document) ?? false

const neededFor = ({ sections }: QuestionnaireDocument, sectionKey: string): string[] => [
  ...sections.filter(({ key }) => key === sectionKey).flatMap(({ questions }) => questions.map(({ key }) => key)),
  ...sections.flatMap(section => [section, ...section.questions]).flatMap(({ when }) => (when ? questionsOf(when) : [])),
]
