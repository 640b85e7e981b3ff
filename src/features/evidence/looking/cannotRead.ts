import { UnreadableZip } from '../../../platform/files/zipParts.ts'
import { NotXml } from '../../../platform/spreadsheets/reading/xml.ts'
import { UnreadableWorkbook } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import { CannotShow } from './cannotShow.ts'

/** Why the text of a document cannot be read. */
export const WHY_NOT_READ = ['locked', 'damaged', 'too_large', 'too_complicated', 'unknown_kind', 'no_text'] as const
export type WhyNotRead = (typeof WHY_NOT_READ)[number]

/** Thrown in the looker by whatever reads a text, and answered by it as a finding. */
export class CannotRead extends Error {
  override name = 'CannotRead'
  readonly why: WhyNotRead
  constructor(why: WhyNotRead) {
    super(why)
    this.why = why
  }
}

/** Why reading failed, where that is a fault of the document; undefined for a fault of ours. */
export function whyNotRead(error: unknown): WhyNotRead | undefined {
  if (error instanceof CannotRead) return error.why
  if (error instanceof CannotShow) return error.why === 'no_page' ? 'damaged' : error.why
  if (error instanceof UnreadableZip) return error.why === 'locked' || error.why === 'damaged' ? error.why : 'too_large'
  if (error instanceof UnreadableWorkbook) return error.cause instanceof UnreadableZip ? whyNotRead(error.cause) : 'too_complicated'
  if (error instanceof NotXml) return 'damaged'
  return error instanceof WebAssembly.RuntimeError ? 'too_complicated' : undefined
}
