import type { Db } from '../../platform/db.ts'
import {
  documentOf,
  factsOf,
  type EstablishmentFact,
  type EstablishmentFacts,
  type QuestionnaireDocument,
} from '../questionnaires/index.ts'
import { registeredOfRound, versionsUsed } from './populationStore.ts'

/** What a round asks whom: the documents that its returns answer, and the facts that their conditions look at. */
export type RoundDocuments = {
  documents: { versionId: number; document: QuestionnaireDocument }[]
  factsByEstablishment: ReadonlyMap<number, EstablishmentFacts>
  /** The establishments of which a fact is true. */
  establishmentsWith: (fact: EstablishmentFact) => number[]
}

/** The documents of a round and the facts of its establishments, in two statements and one for each document not yet known. */
export async function roundDocuments(db: Db, partnershipId: number, roundId: number): Promise<RoundDocuments> {
  const documents: RoundDocuments['documents'] = []
  for (const versionId of await versionsUsed(db, partnershipId, roundId)) {
    const document = await documentOf(db, partnershipId, versionId)
    if (document) documents.push({ versionId, document })
  }
  const registered = await registeredOfRound(db, partnershipId, roundId)
  const factsByEstablishment = new Map(registered.map(establishment => [establishment.id, factsOf(establishment)]))
  const establishmentsWith = (fact: EstablishmentFact) =>
    [...factsByEstablishment.entries()].filter(([, facts]) => facts[fact]).map(([id]) => id)
  return { documents, factsByEstablishment, establishmentsWith }
}
