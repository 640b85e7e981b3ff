import path from 'node:path'
import type { Deps } from '../../../platform/deps.ts'
import { lend } from '../../../platform/files/lend.ts'
import { CouldNotLook, type Look } from '../../../platform/looking/look.ts'
import { refuse } from '../refusals.ts'
import type { StoredEvidence } from '../store.ts'

/** What the pictures of stored documents need of the running system. */
export type Shower = Pick<Deps, 'files' | 'looking' | 'config'>

/** Looks at a document of the store in the looker. @throws Refusal (gone) when the store has lost the bytes */
export async function lookAtStored<Question, Finding extends { ok: true } | { ok: false; why: string }>(
  { files, looking, config }: Shower,
  { storageKey }: Pick<StoredEvidence, 'storageKey'>,
  look: Look<Question, Finding>,
  question: Question,
): Promise<Finding | { ok: false; why: 'too_complicated' | 'not_now' }> {
  const body = await files.get(storageKey).catch(() => undefined)
  if (!body) throw refuse.bytesMissing()
  try {
    return await lend(path.resolve(config.DATA_DIR, 'incoming'), body, file => looking.look(look, file, question))
  } catch (error) {
    if (!(error instanceof CouldNotLook)) throw error
    return { ok: false, why: error.why === 'too_long' || error.why === 'too_much' ? 'too_complicated' : 'not_now' }
  }
}
