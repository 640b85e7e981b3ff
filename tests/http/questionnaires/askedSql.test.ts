import { ESTABLISHMENT_FACTS } from '../../../src/features/establishments/facts.ts'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { changed, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { askedSections, askedSql, type QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { factsThatHold, type EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import { type Condition, type Json } from '../../../src/features/questions/index.ts'
import { inRollback } from '../../support/app.ts'

const KEYS = ['first', 'second', 'third', 'fourth', 'fifth']
const FACTS = ['boarders', 'nursery'] as const

const conditionOver = (earlier: readonly string[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ any: Condition }>(tie => ({
    any: fc.oneof(
      { maxDepth: 2 },
      fc.record({ fact: fc.constantFrom(...FACTS), is: fc.boolean() }),
      ...(earlier.length === 0
        ? []
        : [
            fc.record({
              question: fc.constantFrom(...earlier),
              in: fc.array(fc.constantFrom('yes', 'no', 2), { minLength: 1, maxLength: 2 }),
            }),
          ]),
      tie('any').map(not => ({ not })),
      fc.array(tie('any'), { minLength: 1, maxLength: 2 }).map(all => ({ all })),
      fc.array(tie('any'), { minLength: 1, maxLength: 2 }).map(any => ({ any })),
    ),
  })).any

const questions = fc
  .tuple(...KEYS.map((_, at) => fc.option(conditionOver(KEYS.slice(0, at)), { nil: undefined })))
  .map(conditions =>
    conditions.map((when, at) => ({ kind: 'yes_no' as const, key: KEYS[at] ?? '', label: 'A question', ...(when && { when }) })),
  )
const documents = fc
  .tuple(questions, fc.integer({ min: 1, max: 4 }), fc.option(conditionOver(KEYS.slice(0, 1)), { nil: undefined }))
  .map(([all, cut, when]): Pick<QuestionnaireDocument, 'sections'> => ({
    sections: [
      { key: 'one', title: 'One', questions: all.slice(0, cut) },
      { key: 'two', title: 'Two', questions: all.slice(cut), ...(when && { when }) },
    ],
  }))
const answers = fc.tuple(...KEYS.map(() => fc.constantFrom<Json[]>('yes', 'no', 2, ['yes', 'other'], ['other'], null)))

test(
  'which answers count is the same in SQL as in the rule that decides what is asked',
  inRollback(async ({ db, make }) => {
    const { id: partnership_id } = await make.partnership()
    const auditReturn = await make.auditReturn({ partnership_id })
    const found = await rows<{ id: Id<'version'> }>(db, `select questionnaire_version_id as id from returns where id = ?`, [auditReturn.id])
    const versionId = found[0]!.id
    await fc.assert(
      fc.asyncProperty(documents, answers, fc.record({ boarders: fc.boolean(), nursery: fc.boolean() }), async (document, given, some) => {
        await changed(db, `delete from responses where return_id = ?`, [auditReturn.id])
        await changed(
          db,
          `insert into responses (return_id, partnership_id, question_key, answer, by_name)
           select ?, ?, g.key, nullif(g.answer, 'null'::jsonb), 'Sam' from jsonb_to_recordset(?::jsonb) as g (key text, answer jsonb)`,
          [auditReturn.id, partnership_id, JSON.stringify(given.map((answer, at) => ({ key: KEYS[at], answer })))],
        )
        const facts = { ...Object.fromEntries(ESTABLISHMENT_FACTS.map(fact => [fact, false])), ...some } as EstablishmentFacts
        await changed(db, `update returns set facts = ? where id = ?`, [factsThatHold(facts), auditReturn.id])
        const byKey = new Map(given.map((answer, at) => [KEYS[at] ?? '', answer]))
        const expected = askedSections(document, facts, byKey).flatMap(section => section.questions.map(({ key }) => key))
        const asked = askedSql([{ versionId, document }], KEYS)
        const counted = await rows<{ key: string }>(
          db,
          `select s.question_key as key from returns r join responses s on s.return_id = r.id where r.id = :id and ${asked.sql}`,
          { ...asked.bindings, id: auditReturn.id },
        )
        expect(counted.map(({ key }) => key).sort()).toEqual([...expected].sort())
      }),
      { numRuns: 150 },
    )
  }),
)
