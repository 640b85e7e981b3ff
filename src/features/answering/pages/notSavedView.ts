import type { Refusal } from '../../../platform/http/refusal.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import type { RawResponse } from '../../questions/index.ts'
import { responseLines } from '../../returnPages/index.ts'
import type { SectionDesk } from './sectionDesk.ts'
import type { PostedSection } from './sectionForm.ts'

/** The page for a form that could not be saved at all: why, and everything in it that somebody typed and that is not stored, to be copied. */
export function notSavedView(refusal: Refusal, { section, form, unsaved }: PostedSection, desk: SectionDesk): ViewModel {
  const typed = section.questions.flatMap(question => {
    const entry = form.entries.get(question.key)
    const raw = form.raw.get(question.key)
    if (!raw || (entry && !unsaved.has(question.key))) return []
    return [{ question: question.label, lines: entry ? responseLines(question, { ...entry.response }) : rawLines(raw) }]
  })
  return {
    title: refusal.message,
    paragraphs: refusal.paragraphs,
    typed,
    typedHeading: typed.length === 0 ? null : 'What you typed was not saved. Copy it from here if you need it',
    nothingTyped: typed.length === 0 ? 'Nothing that you sent differs from what is stored.' : null,
    links: refusal.links.length > 0 ? refusal.links : [desk.home],
  }
}

/** Every text of a form's raw value, whatever its shape. */
function rawLines(raw: RawResponse): string[] {
  const lines: string[] = []
  const gather = (value: unknown): void => {
    if (typeof value === 'string' && value.trim() !== '') lines.push(value)
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) gather(part)
  }
  gather(raw)
  return lines
}
