import { sayInstant } from '../../platform/london.ts'
import type { OpenReturn, submissions } from '../returns/index.ts'
import { readThrough, type ReadThrough } from './readThrough.ts'

/**
 * A return as it was sent one time, as views/returnPages/sent.ejs draws it: every answer, and no files, which are kept beside the versions.
 *
 * @param sent when, and by whom
 * @param responses the answers of then
 */
export function sentView(
  { document, auditReturn }: Pick<OpenReturn, 'document' | 'auditReturn'>,
  { sent, responses, now }: { sent: submissions.Submission; responses: OpenReturn['responses']; now: Date },
): { standing: string; read: ReadThrough } {
  const options = { now, fileHref: () => null, fileFacts: () => '', versionsHref: () => '', showMissing: false }
  const read = readThrough(document, auditReturn.facts, responses, [], options)
  const sections = read.sections.map(section => ({
    ...section,
    questions: section.questions.map(question => ({ ...question, versions: null })),
  }))
  return {
    standing: `This is what ${sent.byName} sent at ${sayInstant(sent.submittedAt)}, reference ${sent.reference}. It stays as it was. Files are not shown here.`,
    read: { ...read, sections },
  }
}
