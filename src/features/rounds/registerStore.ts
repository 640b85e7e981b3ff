import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { sayShortInstant } from '../../platform/london.ts'
import type { EstablishmentReturns, OpenReturn } from '../establishments/index.ts'
import { keptCount } from '../keptCounts/index.ts'
import { EXCUSES, type ExcuseAs, RETURNS_SQL } from '../returns/index.ts'

/** What the pages of the register show of returns. */
export const returnsOfRegister: Omit<EstablishmentReturns, 'linksToMove'> = {
  closedWithOpenReturn: (db, partnershipId) =>
    keptCount(
      db,
      { partnershipId, movesWith: 'returns' },
      { what: 'closed with an open return', asked: null, work: trx => openOfClosed(trx, partnershipId) },
    ),
  issuedAs: async (db, partnershipId, identifiers) =>
    (await issuedOf(db, partnershipId, identifiers)).map(({ identifier, returnId, ...issued }) => ({
      ...{ identifier, returnId },
      words: issuedWords(issued),
    })),
  returnsOf: async (db, partnershipId, establishmentId) =>
    (await placesOf(db, partnershipId, establishmentId)).map(({ returnId, roundName, isOpen, ...place }) => ({
      returnId,
      roundName,
      isOpen,
      standing: standingWords(place),
    })),
}

const openOfClosed = (db: Db, partnershipId: Id<'partnership'>) =>
  rows<OpenReturn>(
    db,
    `select r.id as "returnId", o.name as "roundName", e.id as "establishmentId", e.name, e.identifier, e.closed_on as "closedOn",
       e.closed_reason as "closedReason"
     from ${RETURNS_SQL} r join establishments e on e.id = r.establishment_id and e.partnership_id = r.partnership_id
       join rounds o on o.id = r.round_id
     where r.partnership_id = ? and e.status_code = 2 and o.status = 'open' and (r.not_issued or (r.outstanding and not r.excused))
     order by e.name, r.id`,
    [partnershipId],
  )

type Issued = {
  roundName: string
  name: string
  set: string
  typeName: string | null
  phaseName: string | null
  lowAge: number | null
  highAge: number | null
}

const issuedOf = (db: Db, partnershipId: Id<'partnership'>, identifiers: readonly string[]) =>
  rows<Issued & { identifier: string; returnId: Id<'return'> }>(
    db,
    `select e.identifier, r.id as "returnId", o.name as "roundName", r.establishment_name as name, r.set_code as set,
       r.issue_type_name as "typeName", r.issue_phase_name as "phaseName", r.issue_low_age as "lowAge", r.issue_high_age as "highAge"
     from ${RETURNS_SQL} r join establishments e on e.id = r.establishment_id join rounds o on o.id = r.round_id
     where r.partnership_id = :partnershipId and e.partnership_id = :partnershipId and e.identifier = any(:identifiers::text[])
       and o.status = 'open' and r.issued and not r.excused
     order by o.due_at desc, r.id desc`,
    { partnershipId, identifiers: [...identifiers] },
  )

/** "“Audit 2026” was issued to “Dale View School” as Community school, Primary, ages 4 to 11, with question set A, and stays so." */
function issuedWords({ roundName, name, set, typeName, phaseName, lowAge, highAge }: Issued): string {
  const ages = lowAge === null || highAge === null ? '' : `ages ${lowAge} to ${highAge}`
  const was = [typeName ?? '', phaseName ?? '', ages].filter(part => part !== '' && !/^not applicable$/i.test(part)).join(', ')
  return `In “${roundName}” it stays as it was issued: ${[name, was].filter(part => part !== '').join(', ')}, question set ${set}.`
}

type Place = { dueAt: Date; sentAt: Date | null; excusedAs: ExcuseAs | null; isIssued: boolean }

const placesOf = (db: Db, partnershipId: Id<'partnership'>, establishmentId: Id<'establishment'>) =>
  rows<Place & { returnId: Id<'return'>; roundName: string; isOpen: boolean }>(
    db,
    `select r.id as "returnId", o.name as "roundName", r.not_issued or (r.outstanding and not r.excused) as "isOpen", r.due_at as "dueAt",
       case when r.completed then r.submitted_at end as "sentAt", r.excused_as as "excusedAs", r.issued_at is not null as "isIssued"
     from ${RETURNS_SQL} r join rounds o on o.id = r.round_id
     where r.partnership_id = ? and r.establishment_id = ? order by o.due_at desc, r.id desc`,
    [partnershipId, establishmentId],
  )

function standingWords({ dueAt, sentAt, excusedAs, isIssued }: Place): string {
  if (excusedAs !== null) return EXCUSES[excusedAs].words
  if (sentAt !== null) return `Submitted ${sayShortInstant(sentAt)}`
  return isIssued ? `Due ${sayShortInstant(dueAt)}` : 'Not issued yet'
}
