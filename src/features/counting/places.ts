import { createHash } from 'node:crypto'
import type { Id } from '../../platform/id.ts'
import { LIBRARY, type VersionedDocument } from '../questionnaires/index.ts'
import { type Json, mayNeedAction, valuesOf } from '../questions/index.ts'

/** The bits of one closed question: whether it has an answer that counts, and each value that it can have. */
export type QuestionPlaces = {
  key: string
  answered: number
  values: { value: Json; place: number }[]
  /** The best value of a rating; undefined for a plain fact ("Does the school have boarders?") and for a choice among the author's options. */
  best: Json | undefined
}

/** Where the answers to one version stand among the bits of a return, and how many bits there are. */
export type VersionPlaces = { versionId: Id<'version'>; length: number; questions: Map<string, QuestionPlaces> }

/**
 * The bits of every closed question of a version, in the order of the questionnaire: versions are frozen when they are issued, so a bit
 * means the same as long as the program does not change what a kind of question can hold (`LAYOUT`). "Not applicable" has no bit: it
 * is left out of every number. Scales are written from their best value down.
 */
function placesIn(document: VersionedDocument['document']): Omit<VersionPlaces, 'versionId'> {
  const questions = new Map<string, QuestionPlaces>()
  let length = 0
  for (const question of document.sections.flatMap(section => section.questions)) {
    const all = valuesOf(question)
    if (all.length === 0) continue
    const answered = length
    const values = all.filter(({ value }) => value !== 'na').map(({ value }, at) => ({ value, place: answered + 1 + at }))
    questions.set(question.key, { key: question.key, answered, values, best: mayNeedAction(question) ? all[0]?.value : undefined })
    length = answered + 1 + values.length
  }
  return { length, questions }
}

export const placesOf = ({ versionId, document }: VersionedDocument): VersionPlaces => ({ versionId, ...placesIn(document) })

/** What the bits mean in this release: where it is another than that of before, they are worked out again. */
export const LAYOUT = createHash('sha256')
  .update(JSON.stringify(LIBRARY.map(document => [...placesIn(document).questions.values()])))
  .digest('hex')
