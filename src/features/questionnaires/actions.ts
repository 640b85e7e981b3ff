import { inTransaction, type Db } from '../../platform/db.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockSet } from '../partnerships/index.ts'
import type { QuestionnaireDocument } from './document.ts'
import { checkDocument, FaultyDocument, noSuchSet } from './documentRules.ts'
import { LIBRARY } from './library/index.ts'
import { insertVersion, versionsOf, type QuestionnaireVersion } from './store.ts'

/**
 * Publishes a document as the next version of its set. Publishing the same document again makes no new version.
 *
 * @throws FaultyDocument with every fault of the document
 */
export function publishVersion(db: Db, actor: PartnershipActor, document: QuestionnaireDocument): Promise<QuestionnaireVersion> {
  const faults = checkDocument(document)
  if (faults.length > 0) throw new FaultyDocument(faults)
  return inTransaction(db, async trx => {
    if (!(await lockSet(trx, actor.partnershipId, document.set))) throw new FaultyDocument([noSuchSet(document.set)])
    const version = await insertVersion(trx, actor.partnershipId, document, actor.name)
    await recordEvent(trx, actor, { verb: 'questionnaire.published', details: { set: document.set, version: version.version } })
    return version
  })
}

/** Gives a partnership that has no questionnaire yet those of the library. @returns how many were published */
export function publishLibrary(db: Db, actor: PartnershipActor): Promise<number> {
  return inTransaction(db, async trx => {
    if ((await versionsOf(trx, actor.partnershipId)).length > 0) return 0
    for (const document of LIBRARY) await publishVersion(trx, actor, document)
    return LIBRARY.length
  })
}
