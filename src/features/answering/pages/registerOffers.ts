import type { Db } from '../../../platform/db.ts'
import { londonDate, sayDay } from '../../../platform/london.ts'
import { currentContacts, findEstablishment } from '../../establishments/index.ts'
import type { Question, Response } from '../../questions/index.ts'
import type { sections } from '../../returns/index.ts'
import { isInRegister, isOnRoll, offerFromRegister } from '../prefill.ts'

/** What the register offers, and when the number on roll in it was last changed. */
export type RegisterOffer = { response: Response; changedOn: string | null }

/** What the register offers to the questions of a section, for today. */
export async function offersFor(
  { db, now }: { db: Db; now: () => Date },
  { auditReturn }: Pick<sections.OpenSection, 'auditReturn'>,
  questions: readonly Question[],
): Promise<Map<string, RegisterOffer>> {
  const asked = questions.filter(isInRegister)
  if (asked.length === 0) return new Map()
  const { partnershipId, establishmentId } = auditReturn
  const contacts = await currentContacts(db, partnershipId, [establishmentId], londonDate(now()))
  const establishment = asked.some(isOnRoll) ? await findEstablishment(db, partnershipId, establishmentId) : undefined
  return new Map(
    asked.flatMap(question => {
      const response = offerFromRegister(question, { contacts, pupils: establishment?.pupils ?? null })
      const changedOn = isOnRoll(question) ? (establishment?.changedOn ?? null) : null
      return response ? [[question.key, { response, changedOn }] as const] : []
    }),
  )
}

/** What stands under what the register filled in. */
export const offeredLine = ({ changedOn }: RegisterOffer): string =>
  `Filled in from the register${changedOn === null ? '' : `, last changed there on ${sayDay(changedOn)}`}. Correct it if it is wrong. It becomes your answer when you save.`
