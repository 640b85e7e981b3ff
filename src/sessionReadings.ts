import type { Request } from 'express'
import { CONTRIBUTOR_SQL, contributorFrom, loadContributor, type ContributorRow } from './features/links/index.ts'
import { answersForSection } from './features/questionnaires/index.ts'
import { reading } from './features/returns/index.ts'
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
 * A session with the person, whose link still works, and their return: what opening and saving a section read, in one round trip in the
 * place of three (decision 0048). Made of the statements that read each by itself.
 */
const withReturn = (returns: string) => `select s.sess, row_to_json(p) as person, row_to_json(a) as return
    from sessions s ${PERSON}
    left join lateral (${returns} where r.partnership_id = p."partnershipId" and r.id = p."returnId") a on true
    where ${LIVE_SESSION_SQL}`

/** With the return and all its answers. */
export const SESSION_WITH_RETURN: SessionReading = { name: 'sessions.with_return', sql: withReturn(reading.ANSWERS_SQL) }

/** With the return and the answers to the questions of `$2`. */
const SECTION = { name: 'sessions.with_section', sql: withReturn(reading.SECTION_SQL('$2::text[]')) }

const bySection = new WeakMap<readonly string[], SessionReading>()

/** What the page of a section reads with its session: the whole return while no questionnaire with such a section is known. */
export function sessionWithSection(key: string): SessionReading {
  const keys = answersForSection(key)
  if (!keys) return SESSION_WITH_RETURN
  const known = bySection.get(keys) ?? { ...SECTION, values: [keys] }
  bySection.set(keys, known)
  return known
}

/** The contributor of a request's session, as it was read with the session or by itself; undefined once their link was ended. */
export async function contributorOf(db: Db, req: Request): Promise<KnownContributor | undefined> {
  const id = req.session.contributor?.contributorId
  if (id === undefined) return undefined
  const beside = besideSession<{ person: ContributorRow | null }>(req)
  if (!beside) return loadContributor(db, id)
  const { person } = beside.found
  return person ? contributorFrom(id, person) : undefined
}
