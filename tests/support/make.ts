import { randomBytes } from 'node:crypto'
import { row, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { insertSets, LIBRARY_SETS } from '../../src/features/partnerships/index.ts'
import { type ContactRole, type ContributorActor, type Role, type StaffActor, WHOLE_RETURN } from '../../src/features/history/index.ts'
import { digestOf } from '../../src/features/questionnaires/digest.ts'
import {
  factsOf,
  LIBRARY,
  type QuestionnaireDocument,
  type RegisteredEstablishment,
  type SetCode,
} from '../../src/features/questionnaires/index.ts'
import { factsThatHold } from '../../src/features/establishments/index.ts'

export type Makers = ReturnType<typeof makers>

let serial = 0

/** Rows for tests, each with what it needs around it, valid by default; written straight to the tables so that no test depends on another feature's pages. */
export function makers(deps: Deps) {
  const { db } = deps
  const insert = <T extends { id: Id<string> }>(table: string, values: Record<string, unknown>) => insertRow<T>(db, table, values)

  const make = {
    async partnership(values: Record<string, unknown> = {}) {
      serial += 1
      const made = await insert<{ id: Id<'partnership'>; code: string; name: string }>('partnerships', {
        code: `p${serial}`,
        name: `Northmoor Safeguarding Children Partnership ${serial}`,
        short_name: 'Northmoor',
        la_codes: [888],
        ...values,
      })
      await insertSets(db, made.id, LIBRARY_SETS)
      return made
    },
    async account(values: Record<string, unknown> & { partnership_id: Id<'partnership'>; role?: Role }) {
      serial += 1
      return insert<{ id: Id<'account'>; partnership_id: Id<'partnership'>; name: string; email: string; role: Role }>('accounts', {
        email: `person${serial}@northmoor.example`,
        name: 'Priya Shah',
        role: 'coordinator',
        ...values,
      })
    },
    /** A signed-in coordinator (or another role) of a new or given partnership. */
    async staffActor(partnershipId?: Id<'partnership'>, role: Role = 'coordinator'): Promise<StaffActor> {
      const partnership_id = partnershipId ?? (await make.partnership()).id
      const account = await make.account({ partnership_id, role })
      return { kind: 'staff', partnershipId: partnership_id, accountId: account.id, name: account.name, role, email: account.email }
    },
    async establishment(values: Record<string, unknown> & { partnership_id: Id<'partnership'> }) {
      serial += 1
      return insert<{ id: Id<'establishment'>; name: string; identifier: string }>('establishments', {
        scheme: 'urn',
        identifier: String(800_000 + serial),
        name: `Ashgrove Primary School ${serial}`,
        la_code: 888,
        la_name: 'Northmoor',
        establishment_number: 2000 + serial,
        type_code: 1,
        type_name: 'Community school',
        type_group_code: 4,
        type_group_name: 'Local authority maintained schools',
        phase_code: 2,
        phase_name: 'Primary',
        low_age: 4,
        high_age: 11,
        boarders_code: 1,
        ...values,
      })
    },
    async contact(values: Record<string, unknown> & { partnership_id: Id<'partnership'>; establishment_id: Id<'establishment'> }) {
      serial += 1
      return insert<{ id: Id<'contact'>; email: string; name: string }>('contacts', {
        role: 'dsl',
        name: 'Sam Okafor',
        email: `dsl${serial}@school.example`,
        ...values,
      })
    },
    async questionnaireVersion(partnershipId: Id<'partnership'>, set: SetCode = 'A', values: Record<string, unknown> = {}) {
      const document = LIBRARY.find(candidate => candidate.set === set)
      if (!document) throw new Error(`the library has no set ${set}`)
      const known = await row<{ version: number }>(
        db,
        `select coalesce(max(version), 0) as version from questionnaire_versions where partnership_id = ? and set_code = ?`,
        [partnershipId, set],
      )
      const stored = (values.document ?? document) as QuestionnaireDocument
      return insert<{ id: Id<'version'> }>('questionnaire_versions', {
        partnership_id: partnershipId,
        set_code: set,
        version: (known?.version ?? 0) + 1,
        title: document.title,
        edition: document.edition,
        created_by: 'the library',
        published_by: 'the library',
        published_at: new Date(),
        ...values,
        document: JSON.stringify(stored),
        document_sha256: digestOf(stored),
      })
    },
    async round(values: Record<string, unknown> & { partnership_id: Id<'partnership'> }) {
      serial += 1
      return insert<{ id: Id<'round'>; code: string; name: string; partnership_id: Id<'partnership'> }>('rounds', {
        code: `round-${serial}`,
        name: 'Safeguarding audit 2026 to 2027',
        mode: 'full_audit',
        status: 'open',
        opens_at: new Date(Date.now() - 14 * 86_400_000),
        due_at: new Date(Date.now() + 14 * 86_400_000),
        opened_at: new Date(Date.now() - 14 * 86_400_000),
        evidence_areas: JSON.stringify([
          { key: 'policies', title: 'Safeguarding policies' },
          { key: 'training', title: 'Safeguarding training' },
          { key: 'governors', title: 'Reporting to governors' },
        ]),
        created_by: 'Priya Shah',
        ...values,
      })
    },
    /** A return with its establishment, round and questionnaire; issued unless said otherwise. Give `round_id` to put several in one round. */
    async auditReturn(
      values: Record<string, unknown> & {
        partnership_id: Id<'partnership'>
        round_id?: Id<'round'>
        establishment_id?: Id<'establishment'>
        set_code?: SetCode
      },
    ) {
      const { partnership_id } = values
      const set = values.set_code ?? 'A'
      const roundId = values.round_id ?? (await make.round({ partnership_id })).id
      const round = await row<{ due_at: Date }>(db, `select due_at from rounds where id = ?`, [roundId])
      const establishmentId = values.establishment_id ?? (await make.establishment({ partnership_id })).id
      const establishment = await row<{ name: string } & RegisteredEstablishment>(
        db,
        `select name, scheme, type_code as "typeCode", type_group_code as "typeGroupCode", phase_code as "phaseCode", low_age as "lowAge",
           high_age as "highAge", boarders_code as "boardersCode", sixth_form_code as "sixthFormCode", nursery,
           further_education_type as "furtherEducationType" from establishments where id = ?`,
        [establishmentId],
      )
      if (!establishment) throw new Error('there is no such establishment')
      const used = await row<{ id: Id<'version'> }>(
        db,
        `select questionnaire_version_id as id from round_questionnaires where round_id = ? and set_code = ?`,
        [roundId, set],
      )
      const version = used ?? (await make.questionnaireVersion(partnership_id, set, { frozen_at: new Date() }))
      if (!used)
        await db.raw(
          `insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, ?, ?)`,
          [roundId, partnership_id, set, version.id],
        )
      return insert<{
        id: Id<'return'>
        round_id: Id<'round'>
        establishment_id: Id<'establishment'>
        partnership_id: Id<'partnership'>
        status: string
        facts: string[]
      }>('returns', {
        establishment_name: establishment.name,
        facts: factsThatHold(factsOf(establishment)),
        questionnaire_version_id: version.id,
        status: 'issued',
        issued_at: new Date(),
        first_due_at: round?.due_at,
        due_at: round?.due_at,
        set_code: set,
        ...values,
        round_id: roundId,
        establishment_id: establishmentId,
      })
    },
    /** An invitation with a token that opens nothing but is stored as one would be. */
    async invitation(values: Record<string, unknown> & { partnership_id: Id<'partnership'>; return_id: Id<'return'> }) {
      serial += 1
      return insert<{ id: Id<'invitation'> }>('invitations', {
        name: 'Sam Okafor',
        email: `dsl${serial}@school.example`,
        role: 'dsl',
        nonce: randomBytes(16),
        token_hash: randomBytes(32),
        issued_by: 'Priya Shah',
        ...values,
      })
    },
    /** A message in the outbox, as far as it came. */
    async message(values: Record<string, unknown> & { partnership_id: Id<'partnership'>; kind: string }) {
      serial += 1
      return insert<{ id: Id<'message'> }>('messages', {
        key: `made:${serial}`,
        message_id: `<made-${serial}@audit.example>`,
        to_name: 'Sam Okafor',
        to_email: `dsl${serial}@school.example`,
        subject: 'Your audit link',
        body: 'Here it is.',
        ...values,
      })
    },
    /** The return is drawn in a dip sample, and its evidence asked for. */
    async askedForEvidence(
      { id, partnership_id, round_id }: { id: Id<'return'>; partnership_id: Id<'partnership'>; round_id: Id<'round'> },
      { areas = [], dueAt = new Date(Date.now() + 14 * 86_400_000) }: { areas?: { key: string; title: string }[]; dueAt?: Date } = {},
    ) {
      const method = { base: 'all', targets: [], fastMinutes: 30, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' }
      const sample = await insert<{ id: Id<'sample'> }>('dip_samples', {
        partnership_id,
        round_id,
        name: 'Dip sample 1',
        seed: 'autumn',
        method,
        areas: JSON.stringify(areas),
        population: 1,
        drawn_by: 'Priya Shah',
      })
      return insert<{ id: Id<'member'> }>('dip_sample_members', {
        partnership_id,
        sample_id: sample.id,
        round_id,
        return_id: id,
        position: 1,
        stratum: 'Primary',
        reason: 'Returned',
        requested_at: new Date(),
        request_due_at: dueAt,
        requests: 1,
      })
    },
    async contributorActor(
      auditReturn: { id: Id<'return'>; partnership_id: Id<'partnership'> },
      role: ContactRole = 'dsl',
      name = 'Sam Okafor',
    ): Promise<ContributorActor> {
      const { id: return_id, partnership_id } = auditReturn
      // A link of one's own, as it is given to one person.
      const invitation = await make.invitation({ partnership_id, return_id, role, name })
      const contributor = await insert<{ id: Id<'contributor'> }>('contributors', {
        partnership_id,
        return_id,
        invitation_id: invitation.id,
        name,
        role,
      })
      return {
        kind: 'contributor',
        partnershipId: partnership_id,
        contributorId: contributor.id,
        invitationId: invitation.id,
        returnId: return_id,
        name,
        role,
        reach: WHOLE_RETURN,
      }
    },
  }
  return make
}

async function insertRow<T extends { id: Id<string> }>(db: Db, table: string, values: Record<string, unknown>): Promise<T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  const made = await row<T>(
    db,
    `insert into ${table} (${given.map(([name]) => name).join(', ')}) values (${given.map(() => '?').join(', ')}) returning *`,
    given.map(([, value]) => value),
  )
  if (!made) throw new Error(`no row was made in ${table}`)
  return made
}
