import type { ContactRole } from '../history/index.ts'
import { answerFromRegister, type Asks, type Question, type Response } from '../questions/index.ts'

type Contact = { role: ContactRole; name: string; email: string }

/** The role in the register of those whom a question can ask for. */
const ASKED_ROLES: Record<Asks, ContactRole> = {
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

/**
 * What the register's contacts say to a question about a person: offered in the form where nothing is stored yet, and an
 * answer only once somebody saves it. Null when the register does not know.
 *
 * @param contacts those of today, the newest of each role first
 */
export function offerFromRegister(question: Question, contacts: readonly Contact[]): Response | null {
  const { asks } = question
  if (asks === undefined) return null
  const answer = answerFromRegister(
    question,
    contacts.filter(({ role }) => role === ASKED_ROLES[asks]),
  )
  return answer === null ? null : { answer, comment: null, action: null }
}
