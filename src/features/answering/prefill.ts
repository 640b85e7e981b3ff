import type { ContactRole } from '../history/index.ts'
import { answerFromRegister, type AsksForPeople, type Question, type Response } from '../questions/index.ts'

type Contact = { role: ContactRole; name: string; email: string }

/** What the register knows of an establishment: its contacts of today, the newest of each role first, and how many pupils are on roll. */
export type Registered = { contacts: readonly Contact[]; pupils: number | null }

/** The role in the register of those whom a question can ask for. */
const ASKED_ROLES: Record<AsksForPeople, ContactRole> = {
  head: 'head',
  dsl: 'dsl',
  deputies: 'deputy_dsl',
  chair: 'chair',
  proprietor: 'proprietor',
  link_governor: 'link_governor',
  business_manager: 'business_manager',
}

/** Whether the register may know the answer to a question. */
export const isInRegister = ({ asks }: Pick<Question, 'asks'>): boolean => asks !== undefined

/** Whether it is the number on roll that the register may know. */
export const isOnRoll = ({ asks }: Pick<Question, 'asks'>): boolean => asks === 'number_on_roll'

/**
 * What the register says to a question about a person, or to that about the number on roll: offered in the form where nothing is stored
 * yet, and an answer only once somebody saves it. Null when the register does not know.
 */
export function offerFromRegister(question: Question, { contacts, pupils }: Registered): Response | null {
  const { asks } = question
  if (asks === undefined) return null
  const answer =
    asks === 'number_on_roll'
      ? pupils
      : answerFromRegister(
          question,
          contacts.filter(({ role }) => role === ASKED_ROLES[asks]),
        )
  return answer === null ? null : { answer, comment: null, action: null }
}
