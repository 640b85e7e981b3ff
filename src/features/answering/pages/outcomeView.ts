import type { ErrorSummaryItem } from '../../../platform/http/page.ts'
import { sayCount } from '../../../platform/say.ts'
import type { Section } from '../../questionnaires/index.ts'
import { conflictErrors } from './conflictView.ts'
import { sayNotAdded, type UploadReport } from './evidenceBox.ts'
import type { PostedSection } from './sectionForm.ts'

/** A section with what became of the form that was just sent. */
type Outcome = { section: Section; posted?: PostedSection | undefined; uploads?: UploadReport | undefined }

/** What was not saved, for the summary at the top of the page. */
export function errorsOf({ section, posted, uploads }: Outcome): ErrorSummaryItem[] {
  if (!posted && !uploads) return []
  return [
    ...((posted?.wouldCancel ?? []).length === 0
      ? []
      : [{ text: 'The return was signed while you were writing. Nothing is saved yet: read what saving does', href: '#signatures' }]),
    ...(posted?.conflicts ?? []).flatMap(conflict =>
      conflictErrors(
        section.questions.find(({ key }) => key === conflict.key),
        conflict,
      ),
    ),
    ...(posted?.form.errors ?? []).map(({ message, fieldId }) => ({ text: message, href: `#${fieldId}` })),
    ...(uploads?.refused ?? []).map(refused => ({ text: sayNotAdded(refused), href: `#files-${refused.questionKey}-input` })),
  ]
}

/** What was saved and what was not: the truth first, so that nobody types again what is safe. */
export function outcomeLine({ posted, uploads }: Outcome): string {
  const unsaved = new Set([
    ...(posted?.form.errors ?? []).map(error => error.questionKey),
    ...(posted?.conflicts ?? []).map(({ key }) => key),
  ]).size
  const parts: string[] = []
  if (uploads && uploads.added > 0) parts.push(`${sayCount(uploads.added, 'file was', 'files were')} added.`)
  const notAdded = (uploads?.refused ?? []).filter(({ name }) => name !== '').length
  if (notAdded > 0) parts.push(`${sayCount(notAdded, 'file was', 'files were')} not added: see above for why.`)
  if (posted && posted.wouldCancel.length > 0) parts.push('Nothing is saved yet. Everything that you typed is below.')
  else if (posted && unsaved > 0)
    parts.push(
      `${sayCount(unsaved, 'answer is', 'answers are')} not saved yet. ${unsaved === 1 ? 'It is' : 'They are'} marked below, with what you typed. Everything else on this page is saved.`,
    )
  else if (posted) parts.push('Your answers on this page are saved.')
  return parts.join(' ')
}
