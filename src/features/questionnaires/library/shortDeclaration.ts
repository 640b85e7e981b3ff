import type { QuestionnaireDocument } from '../document.ts'
import type { Fault } from '../../questions/index.ts'

/** How long the short declaration (set F) is: 15 confirmations and 3 free texts. */
const LENGTH = { confirmations: 15, texts: 3 } as const

/** The short declaration is asked of those whom no other set fits, and stays short. */
export function shortDeclarationFaults(document: Pick<QuestionnaireDocument, 'sections'>): Fault[] {
  const kinds = document.sections.flatMap(({ questions }) => questions.map(({ kind }) => kind))
  const confirmations = kinds.filter(kind => kind === 'yes_no' || kind === 'declaration').length
  const texts = kinds.filter(kind => kind === 'text' || kind === 'long_text').length
  const fault = (message: string) => ({ path: ['sections'], message })
  return [
    ...(confirmations === LENGTH.confirmations
      ? []
      : [fault(`The short declaration has ${LENGTH.confirmations} confirmations; this one has ${confirmations}.`)]),
    ...(texts === LENGTH.texts ? [] : [fault(`The short declaration has ${LENGTH.texts} free texts; this one has ${texts}.`)]),
  ]
}
