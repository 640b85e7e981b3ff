import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { compareAnswers, roundDocuments } from '../counting/index.ts'
import { factsFrom } from '../establishments/index.ts'
import { returnProgress, type QuestionnaireDocument } from '../questionnaires/index.ts'
import { steps } from '../returns/index.ts'
import { figuredReturns, roundsWithFigures, type Figured } from './figureStore.ts'

/** A return of which a figure that is kept is not what it is a figure of. */
export type WrongFigures = { round: string; returnId: Id<'return'>; establishment: string; kept: steps.Figures; found: steps.Figures }

export type Comparison = {
  returns: number
  wrong: WrongFigures[]
  /** How many returns had wrong answers laid out for counting: those are mended at once. */
  counting: number
}

/**
 * Compares the figures that lists, tiles and filters read of each return with what they are figures of: its questions, answers, documents
 * and extensions. Whatever a return's file says is made of the latter, so they must be the same.
 *
 * What differs is a fault of the program, and logged as one. Mended, it is written as it was found, unless the return moved meanwhile.
 *
 * @param partnershipId only this one; null for all
 * @param all whether rounds that closed long ago are compared too
 */
export async function compareFigures(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { partnershipId, all, mend }: { partnershipId: Id<'partnership'> | null; all: boolean; mend: boolean },
): Promise<Comparison> {
  const compared: Comparison = { returns: 0, wrong: [], counting: 0 }
  for (const round of await roundsWithFigures(db, { partnershipId, all })) {
    const of = { partnershipId: round.partnershipId, roundId: round.id }
    const documents = new Map((await roundDocuments(db, of.partnershipId, of.roundId)).map(one => [one.versionId, one.document]))
    for await (const batch of figuredReturns(db, of)) {
      compared.returns += batch.length
      for (const one of batch) {
        const document = documents.get(one.versionId)
        // Its set was changed after the documents were read: the next run looks at it.
        if (!document) continue
        const found = figuresOf(one, document)
        if (same(one.kept, found)) continue
        compared.wrong.push({ round: round.name, returnId: one.id, establishment: one.establishment, kept: one.kept, found })
        log.error({ returnId: one.id, kept: one.kept, found }, 'figures that are kept of a return are not what they are figures of')
        if (mend) await steps.writeFigures(db, of.partnershipId, one, found)
      }
    }
  }
  compared.counting = (await compareAnswers({ db, log }, partnershipId)).differed
  return compared
}

function figuresOf({ facts, responses, filesByQuestion, files, extensions }: Figured, document: QuestionnaireDocument): steps.Figures {
  const given = new Map(responses.map(([key, answer, comment, action]) => [key, { answer, comment, action }]))
  const { asked, answered, missing } = returnProgress(document, factsFrom(facts), given, new Map(Object.entries(filesByQuestion)))
  return { asked, answered, missing, files, extensions }
}

const same = (one: steps.Figures, other: steps.Figures): boolean =>
  (Object.keys(one) as (keyof steps.Figures)[]).every(key => one[key] === other[key])
