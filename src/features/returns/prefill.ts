import type { ContactRole } from '../history/index.ts'
import type { Question, Response } from '../questionnaires/index.ts'

type Contact = { role: ContactRole; name: string; email: string }

/** Keys of the library end with the role that they ask about: `people_dsl`, `people_chair`. */
const ASKED_ROLE = /_(head|dsl|chair|proprietor|link_governor|business_manager)$/
const ASKED_DEPUTIES = /_deputies$/

/** Whether the register may know the answer to a question. */
export const isInRegister = ({ kind, key }: Pick<Question, 'kind' | 'key'>): boolean =>
  (kind === 'person' && ASKED_ROLE.test(key)) || (kind === 'table' && ASKED_DEPUTIES.test(key))

/**
 * What the register's contacts say to a question about a person: offered in the form where nothing is stored yet, and an
 * answer only once somebody saves it. Null when the register does not know.
 *
 * @param contacts those of today, the newest of each role first
 */
export function offerFromRegister(question: Question, contacts: readonly Contact[]): Response | null {
  const answer = { comment: null, action: null }
  if (question.kind === 'person') {
    const role = ASKED_ROLE.exec(question.key)?.[1]
    const known = contacts.find(contact => contact.role === role)
    if (!known) return null
    return {
      ...answer,
      answer: { name: known.name, role: null, email: question.email && known.email !== '' ? known.email : null, trained: null },
    }
  }
  if (question.kind !== 'table' || !ASKED_DEPUTIES.test(question.key) || !question.columns.some(({ key }) => key === 'name')) return null
  const deputies = contacts.filter(({ role }) => role === 'deputy_dsl').slice(0, question.maxRows ?? 20)
  if (deputies.length === 0) return null
  const blank = Object.fromEntries(question.columns.map(({ key }) => [key, null]))
  return { ...answer, answer: deputies.map(({ name }) => ({ ...blank, name })) }
}
