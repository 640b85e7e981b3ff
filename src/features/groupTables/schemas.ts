import { typed } from '../../platform/forms/parseForm.ts'
import { KNOWN_STRATA } from '../sampling/index.ts'
import { WHATS, type Shown } from './table.ts'

/** The table that a form names; nothing when it names none. Whether the round has its question is for whoever asks. */
export function tableForm(given: unknown): Shown | undefined {
  const what = WHATS.find(known => known === typed(given, 'what'))
  const by = KNOWN_STRATA.find(known => known === typed(given, 'by'))
  return what && by ? { what, by, question: what === 'outcome' ? '' : typed(given, 'question') } : undefined
}
