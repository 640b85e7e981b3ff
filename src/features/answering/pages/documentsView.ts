import { sayCount } from '../../../platform/say.ts'
import type { EvidenceFile } from '../../returnPages/index.ts'
import type { SectionDesk } from './sectionDesk.ts'

/** Files that came with a return are attached to its questions among its documents. */
export function documentsView(questionKey: string, { files, desk }: { files: readonly EvidenceFile[]; desk: SectionDesk }) {
  const attached = files.filter(({ questionKeys }) => questionKeys.includes(questionKey)).length
  return {
    attached:
      attached === 0
        ? 'No files are attached to this question.'
        : `${sayCount(attached, 'file is', 'files are')} attached to this question.`,
    link: desk.documents,
  }
}
