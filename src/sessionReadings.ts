import type { Request } from 'express'
import { CONTRIBUTOR_SQL, contributorFrom, loadContributor, type ContributorRow } from './features/links/index.ts'
import { ANSWERS_SQL } from './features/returns/index.ts'
import type { Db } from './platform/db.ts'
import { besideSession, LIVE_SESSION_SQL, type SessionReading } from './platform/http/sessionStore.ts'
import type { KnownContributor } from './shell.ts'

const PERSON = `left join lateral (${CONTRIBUTOR_SQL} where c.id = (s.sess -> 'contributor' ->> 'contributorId')::bigint) p on true`

/** A session with the person who came by an audit link. */
export const SESSION_WITH_PERSON: SessionReading = {
  name: 'sessions.with_person',
  sql: `select s.sess, row_to_json(p) as person from sessions s ${PERSON} where ${LIVE_SESSION_SQL}`,
}

/**
 * A session with the person, whose link still works, and their return with its answers: what opening and saving a section read, in one
 * round trip in the place of three (decision 0048). Made of the statements that read each by itself.
 */
export const SESSION_WITH_RETURN: SessionReading = {
  name: 'sessions.with_return',
  sql: `select s.sess, row_to_json(p) as person, a.*
    from sessions s ${PERSON}
    left join lateral (${ANSWERS_SQL} where r.partnership_id = p."partnershipId" and r.id = p."returnId") a on true
    where ${LIVE_SESSION_SQL}`,
}

/** The contributor of a request's session, as it was read with the session or by itself; undefined once their link was ended. */
export async function contributorOf(db: Db, req: Request): Promise<KnownContributor | undefined> {
  const id = req.session.contributor?.contributorId
  if (id === undefined) return undefined
  const beside = besideSession(req) as { person: ContributorRow | null } | undefined
  if (!beside) return loadContributor(db, id)
  return beside.person ? contributorFrom(id, beside.person) : undefined
}
