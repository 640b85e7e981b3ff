import type { Id } from '../../src/platform/id.ts'
import { randomBytes } from 'node:crypto'
import { jobs } from '../../src/jobs.ts'
import { connect } from '../../src/platform/connection.ts'
import { type Pool } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { csrfToken } from '../../src/platform/http/csrf.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { startEmbeddedPostgres } from '../../src/platform/postgres/index.ts'
import { signedCookie } from '../support/app.ts'
import { makers } from '../support/make.ts'
import { everyKind } from '../unit/questions/everyKind.ts'
import { SECRET } from './server.ts'

/** Somebody's browser: what it sends with every request. */
export type Person = { cookie: string; csrf: string }

export const headersOf = ({ cookie }: Person) => ({ cookie, 'sec-fetch-site': 'same-origin' })

/** Works on the database of a program that is not running. */
export async function withDatabase<T>(folder: string, work: (db: Pool) => Promise<T>): Promise<T> {
  const embedded = await startEmbeddedPostgres({ dataDir: folder })
  const db = connect(embedded.connection, { pool: 4 })
  try {
    await migrate(db, jobs)
    return await work(db)
  } finally {
    await db.destroy()
    await embedded.stop()
  }
}

/** A return that has been opened, and two people who have come in to answer it. */
export async function seedPeople(db: Pool): Promise<{ returnId: Id<'return'>; people: Person[] }> {
  const make = makers({ db } as Deps)
  const partnership = await make.partnership()
  const round = await make.round({ partnership_id: partnership.id })
  const version = await make.questionnaireVersion(partnership.id, 'A', { document: everyKind, frozen_at: new Date() })
  await db.raw(`insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, 'A', ?)`, [
    round.id,
    partnership.id,
    version.id,
  ])
  const auditReturn = await make.auditReturn({ partnership_id: partnership.id, round_id: round.id, status: 'opened' })
  const people: Person[] = []
  for (const name of ['Sam Okafor', 'Ruth Ainsworth']) {
    const actor = await make.contributorActor(auditReturn, 'dsl', name)
    const sid = randomBytes(24).toString('base64url')
    const session = {
      cookie: { originalMaxAge: 2_592_000_000, path: '/' },
      contributor: { contributorId: actor.contributorId },
      prolonged: Date.now(),
    }
    await db.raw(`insert into sessions (sid, sess, expire) values (?, ?, now() + interval '30 days')`, [sid, JSON.stringify(session)])
    const secret = Buffer.from(SECRET)
    people.push({
      cookie: `safeguarding_audit=${encodeURIComponent(signedCookie(secret, sid))}`,
      csrf: csrfToken(secret, sid, actor.contributorId),
    })
  }
  return { returnId: auditReturn.id, people }
}
