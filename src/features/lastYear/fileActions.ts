import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { waitingFolder } from '../../platform/files/waitingFolder.ts'
import { sayDay } from '../../platform/london.ts'
import type { ContributorActor } from '../history/index.ts'
import { accepted, addFiles, documentDate, findEvidence, type AddOutcome, type StoredEvidence } from '../evidence/index.ts'

type Again = {
  returnId: Id<'return'>
  /** The earlier return, and what its round is called. */
  from: { returnId: Id<'return'>; roundName: string }
  evidenceId: Id<'evidence'>
  questionKey: string
  /** 'YYYY-MM-DD' */
  today: string
}

/**
 * Adds a file of an earlier return to a question of this one. It is a file of its own from then on, with its own bytes: what becomes of
 * the earlier one, at the end of the time that is kept, is nothing to it. It is looked into as any file that is sent.
 *
 * @param from a return of the same establishment, or of one that it follows: the caller found it so
 */
export async function addFileAgain(
  deps: Pick<Deps, 'config' | 'db' | 'files' | 'looking'>,
  actor: ContributorActor,
  { returnId, from, evidenceId, questionKey, today }: Again,
): Promise<AddOutcome> {
  const gone = { added: 0, refused: [{ questionKey, name: 'The file from last time', why: 'it is not kept any more' }] }
  const file = await findEvidence(deps.db, actor.partnershipId, from.returnId, evidenceId)
  if (!file || file.removedAt !== null || !file.questionKeys.includes(questionKey)) return gone
  const lent = path.join(await waitingFolder(deps), `lent-${randomBytes(16).toString('hex')}`)
  try {
    const isHere = await deps.files.get(file.storageKey).then(
      body => pipeline(body, createWriteStream(lent, { mode: 0o600, flags: 'wx' })).then(() => true),
      () => false,
    )
    if (!isHere) return gone
    return await addFiles(deps, actor, {
      returnId,
      files: [{ path: lent, originalName: file.name, questionKeys: [questionKey], refused: null }],
      via: 'online',
      receivedOn: today,
      note: noteOf(file, from.roundName),
      limits: { megabytes: deps.config.UPLOAD_LIMIT_MB, filesAtOnce: accepted.FILES_AT_ONCE },
    })
  } finally {
    await rm(lent, { force: true })
  }
}

const noteOf = ({ note, datedOn, at }: StoredEvidence, roundName: string): string =>
  [note, `From “${roundName}”, where it was added on ${sayDay(at)}${datedOn === null ? '' : `; dated ${documentDate.sayDated(datedOn)}`}.`]
    .filter(part => part !== '')
    .join(' ')
