import { inTransaction, type Db } from '../../platform/db.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { insertSets, questionSets, type QuestionSet } from '../partnerships/index.ts'
import { isSetCode } from './document.ts'
import type { Fault } from '../questions/index.ts'

/**
 * Gives a partnership a question set of its own, behind those that it has. Nobody is asked it before it has a published
 * version and staff choose it for them.
 *
 * @returns what is wrong with it; nothing when it was added
 */
export function addSet(db: Db, actor: PartnershipActor, set: QuestionSet): Promise<Fault[]> {
  return inTransaction(db, async trx => {
    const faults = setFaults(set, await questionSets(trx, actor.partnershipId))
    if (faults.length > 0) return faults
    await insertSets(trx, actor.partnershipId, [{ ...set, name: set.name.trim() }])
    await recordEvent(trx, actor, { verb: 'questionnaire.set_added', details: { set: set.code } })
    return []
  })
}

const setFaults = ({ code, name }: QuestionSet, known: readonly QuestionSet[]): Fault[] => [
  ...(isSetCode(code)
    ? []
    : [{ path: ['code'], message: 'The code of a set is a capital letter, or one followed by up to 4 capital letters and digits.' }]),
  ...(known.some(set => set.code === code) ? [{ path: ['code'], message: `There is a set ${code} already.` }] : []),
  ...(name.trim() === '' ? [{ path: ['name'], message: 'Give the set a name.' }] : []),
]
