import { expect, test } from '@jest/globals'
import { down, up } from '../../../migrations/20261128_31_questions_ask_for_people.ts'
import * as numberOnRoll from '../../../migrations/20261202_11_number_on_roll_from_the_register.ts'
import { digestOf } from '../../../src/features/questionnaires/digest.ts'
import { documentSchema, LIBRARY, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { row, type Db } from '../../../src/platform/db.ts'
import { inRollback } from '../../support/app.ts'

type Stored = { document: QuestionnaireDocument; sha256: string; frozen: boolean }

const stored = async (db: Db, id: number): Promise<Stored> => {
  const found = await row<Stored>(
    db,
    `select document, document_sha256 as sha256, frozen_at is not null as frozen from questionnaire_versions where id = ?`,
    [id],
  )
  if (!found) throw new Error('the version is gone')
  return found
}

test(
  'versions of before, frozen ones too, say whom their questions ask for, and are the library’s own words again',
  inRollback(async ({ db, make }) => {
    const { partnershipId } = await make.staffActor()
    const ids = new Map<string, number>()
    for (const document of LIBRARY)
      ids.set(document.set, (await make.questionnaireVersion(partnershipId, document.set, { document, frozen_at: new Date() })).id)
    await numberOnRoll.down(db)
    await down(db)
    const before = await stored(db, ids.get('A') ?? 0)
    expect(JSON.stringify(before.document)).not.toContain('"asks"')
    await up(db)
    await numberOnRoll.up(db)
    for (const document of LIBRARY) {
      const after = await stored(db, ids.get(document.set) ?? 0)
      expect(after.document).toEqual(JSON.parse(JSON.stringify(document)))
      expect(documentSchema.parse(after.document)).toEqual(after.document)
      expect(after).toMatchObject({ sha256: digestOf(document), frozen: true })
    }
    await expect(db.raw(`update questionnaire_versions set title = 'Other' where id = ?`, [ids.get('A') ?? 0])).rejects.toThrow('frozen')
  }),
)

test(
  'a partnership’s own questions are given what the old rule read off their keys, and no more',
  inRollback(async ({ db, make }) => {
    const { partnershipId } = await make.staffActor()
    const list = (key: string, column: string) => ({
      kind: 'table',
      key,
      label: 'Who are they?',
      rowName: 'person',
      columns: [{ key: column, label: 'Name', kind: 'text' }],
    })
    const questions = [
      { kind: 'person', key: 'dsl', label: 'Who leads?' },
      { kind: 'person', key: 'trust_business_manager', label: 'Who manages?' },
      { kind: 'person', key: 'headmaster', label: 'Who is head?' },
      { kind: 'text', key: 'our_head', label: 'Who is head?' },
      list('our_deputies', 'name'),
      list('other_deputies', 'who'),
    ]
    const document = documentSchema.parse({ ...LIBRARY[0], sections: [{ key: 'own', title: 'Our own', questions }] })
    const { id } = await make.questionnaireVersion(partnershipId, 'A', { document })
    await up(db)
    const after = (await stored(db, id)).document.sections[0]?.questions ?? []
    expect(after.map(({ asks }) => asks)).toEqual(['dsl', 'business_manager', undefined, undefined, 'deputies', undefined])
  }),
)
