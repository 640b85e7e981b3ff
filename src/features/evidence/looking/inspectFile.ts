import { CouldNotLook, type Looking, type WhyNot } from '../../../platform/looking/look.ts'
import { extensionOf, kindOfName } from '../fileKinds.ts'
import { whyNotThisName } from '../fileNames.ts'
import type { Inspection } from './inspect.ts'
import { inspection } from './inspection.ts'

const NOT_NOW = 'it could not be looked into just now. Try again in a few minutes'
const WORDS: Record<WhyNot, string> = {
  too_long: 'it took too long to look into: save it again as a PDF',
  too_much: 'it is too complicated to look into: save it again as a PDF',
  busy: NOT_NOW,
  failed: NOT_NOW,
  stopping: NOT_NOW,
}

/**
 * Looks at a file's name and at its content: both must say that it is a document or picture which runs nothing when it is
 * opened.
 *
 * @param path where the file lies
 * @param name as its sender called it
 */
export async function inspectFile(looking: Looking, path: string, name: string): Promise<Inspection> {
  if (!kindOfName(name)) return { ok: false, why: whyNotThisName(name) }
  try {
    return await looking.look(inspection, path, { extension: extensionOf(name) })
  } catch (error) {
    if (error instanceof CouldNotLook) return { ok: false, why: WORDS[error.why] }
    throw error
  }
}
