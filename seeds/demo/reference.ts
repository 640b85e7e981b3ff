import type { Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { FileStore } from '../../src/platform/files/storage.ts'
import { londonDate, sayInstant } from '../../src/platform/london.ts'
import { Readable } from 'node:stream'
import { program } from '../../src/features/history/index.ts'
import { filesChanged } from '../../src/features/returns/index.ts'
import { insertAll } from './insert.ts'
import { pdfOf } from './pdf.ts'
import type { Cast } from './people.ts'
import { AREAS, letterRow, type InventedReturn } from './round.ts'
import { REFERENCE } from './story.ts'

const DOCUMENTS = {
  policies: [
    'Child protection policy.pdf',
    ['Approved by the governing board in the autumn term.', 'Published on the website.', 'Next review in twelve months.'],
  ],
  training: [
    'Safeguarding training record.pdf',
    [
      'All staff: Part one read and discussed in September.',
      'DSL: two-yearly update completed.',
      'Governors: safeguarding induction completed.',
    ],
  ],
  governors: [
    'Safeguarding report to governors.pdf',
    [
      'Autumn term report of the Designated Safeguarding Lead.',
      'Attendance, referrals and training are reported each term.',
      'The link governor visited in October.',
    ],
  ],
} as const satisfies Record<string, readonly [string, readonly string[]]>

/** Everything that befell the seventeen who could not finish in time: more time, the link again, an Excel file, a closure. */
export async function inventExtensions(
  trx: Db,
  { partnership, administrator }: Cast,
  roundId: Id<'round'>,
  returns: readonly InventedReturn[],
): Promise<void> {
  const extended = returns.filter(({ fate }) => fate.extended)
  const [batch] = await insertAll(trx, 'extension_batches', [
    {
      partnership_id: partnership.id,
      round_id: roundId,
      to_due_at: REFERENCE.extendedTo,
      reason_code: 'other',
      reason: 'Incomplete or missing at the due date: two more weeks and the link again.',
      granted: extended.length,
      refused: [],
      granted_by: administrator.name,
      granted_at: REFERENCE.extended,
    },
  ])
  await insertAll(
    trx,
    'extensions',
    extended.map(({ id }) => ({
      partnership_id: partnership.id,
      round_id: roundId,
      return_id: id,
      batch_id: batch?.id,
      from_due_at: REFERENCE.due,
      to_due_at: REFERENCE.extendedTo,
      reason_code: 'other',
      reason: 'Incomplete or missing at the due date: two more weeks and the link again.',
      granted_by: administrator.name,
      granted_at: REFERENCE.extended,
    })),
  )
  await insertAll(
    trx,
    'messages',
    extended.map(item => ({
      ...letterRow(item, partnership, roundId, REFERENCE.extended, {
        kind: 'extension',
        subject: 'two more weeks for your safeguarding audit',
        paragraphs: [`We have not had your whole return. You now have until ${sayInstant(REFERENCE.extendedTo)}.`],
        link: { invitationId: item.invitationId, words: 'Everything that you saved is still there:' },
      }),
    })),
  )
  await insertAll(
    trx,
    'chases',
    returns
      .filter(({ fate }) => fate.kind === 'incomplete' || fate.kind === 'missing')
      .map(({ id }, at) => ({
        partnership_id: partnership.id,
        round_id: roundId,
        return_id: id,
        kind: at % 3 === 0 ? 'call' : 'email',
        at: new Date(REFERENCE.extended.getTime() + (at + 1) * 36e5),
        by_name: administrator.name,
        said:
          at % 3 === 0 ? 'Spoke to the office: the DSL is back on Monday and will finish it.' : 'Asked whether anything stands in the way.',
        next_on: '2022-01-19',
      })),
  )
  const staff = {
    partnership_id: partnership.id,
    actor_kind: 'staff',
    actor_id: administrator.accountId,
    actor_name: administrator.name,
    round_id: roundId,
  }
  await insertAll(trx, 'events', [
    ...extended.map(item => ({
      ...staff,
      at: REFERENCE.extended,
      verb: 'return.extended',
      establishment_id: item.establishmentId,
      return_id: item.id,
      details: { from: REFERENCE.due, to: REFERENCE.extendedTo },
    })),
    ...returns
      .filter(({ fate }) => fate.kind === 'closed')
      .map(item => ({
        ...staff,
        at: REFERENCE.closedNoted,
        verb: 'return.excused',
        establishment_id: item.establishmentId,
        return_id: item.id,
        details: { as: 'closed', on: REFERENCE.closedOn },
      })),
    ...returns
      .filter(({ fate }) => fate.kind === 'offline')
      .flatMap(item => {
        const theirs = { ...staff, at: REFERENCE.offlineReceived, establishment_id: item.establishmentId, return_id: item.id }
        return [
          { ...theirs, verb: 'return.taken_in', details: { reference: item.reference } },
          { ...theirs, verb: 'return.keyed_in', details: { questions: item.responses.size, changed: 0 } },
        ]
      }),
  ])
}

/**
 * Documents of each area: sent with the return, with the Excel file, or by e-mail for a dip sample. The bytes are safe before the rows
 * tell of them.
 *
 * @param sampledOn the day (YYYY-MM-DD) on which they came for a dip sample; null for those that came with the return
 */
export async function inventEvidence(
  trx: Db,
  files: FileStore,
  { partnership, administrator }: Cast,
  withEvidence: readonly InventedReturn[],
  sampledOn: (item: InventedReturn) => string | null,
): Promise<void> {
  const stored = await Promise.all(
    withEvidence.flatMap(item =>
      AREAS.map(async area => {
        const [name, lines] = DOCUMENTS[area.key as keyof typeof DOCUMENTS]
        const file = await files.put(Readable.from(pdfOf(`${item.establishment.name}: ${name.replace('.pdf', '')}`, lines)))
        const sampled = sampledOn(item)
        const byMail = sampled !== null || item.fate.kind === 'offline'
        const at = item.fate.submitted ?? item.fate.started ?? REFERENCE.reviewed
        return {
          area: area.key,
          row: {
            partnership_id: partnership.id,
            return_id: item.id,
            original_name: name,
            media_type: 'application/pdf',
            bytes: file.bytes,
            sha256: file.sha256,
            storage_key: file.key,
            received_via: byMail ? 'email' : 'online',
            received_on: sampled ?? londonDate(at),
            note: sampled !== null ? 'Sent for the dip sample.' : '',
            contributor_id: byMail ? null : item.contributorId,
            by_name: byMail ? administrator.name : item.establishment.dsl.name,
            created_at: sampled !== null ? new Date(`${sampled}T11:00:00Z`) : at,
          },
        }
      }),
    ),
  )
  const made = await insertAll<{ id: Id<'evidence'>; storage_key: string; return_id: Id<'return'> }>(
    trx,
    'evidence',
    stored.map(({ row }) => row),
    'id, storage_key, return_id',
  )
  const area = new Map(stored.map(({ area: key, row }) => [row.storage_key, key]))
  await insertAll(
    trx,
    'evidence_questions',
    made.map(({ id, storage_key, return_id }) => ({
      evidence_id: id,
      partnership_id: partnership.id,
      return_id,
      question_key: `${area.get(storage_key) ?? ''}_evidence`,
    })),
    'evidence_id',
  )
  for (const [returnId, files] of Map.groupBy(made, ({ return_id }) => return_id))
    await filesChanged(trx, program(partnership.id), { id: returnId, partnershipId: partnership.id, files: files.length })
}
