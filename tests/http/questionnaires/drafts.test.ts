import { expect, test } from '@jest/globals'
import { useNewestVersions } from '../../../src/features/rounds/versionActions.ts'
import {
  documentOf,
  LIBRARY,
  newestVersions,
  publishVersion,
  type QuestionnaireDocument,
} from '../../../src/features/questionnaires/index.ts'
import { changeDraft, discardDraft, publishDraft, startDraft } from '../../../src/features/questionnaires/draftActions.ts'
import { draftOf } from '../../../src/features/questionnaires/draftStore.ts'
import { FaultyDocument } from '../../../src/features/questionnaires/documentRules.ts'
import { statusesFor, TRANSITIONS, VERSION_STATUSES } from '../../../src/features/questionnaires/versionLifecycle.ts'
import { changed, row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { cloneDatabase } from '../../support/database.ts'
import { inRollback, pageText, worldOn, type TestWorld } from '../../support/app.ts'

const setA = LIBRARY.find(({ set }) => set === 'A')!
const worded = (introduction: string): QuestionnaireDocument => ({ ...setA, introduction })
const refusal = (code: string) => expect.objectContaining({ code })

const verbs = async ({ db }: TestWorld, partnershipId: Id<'partnership'>) =>
  (await rows<{ verb: string }>(db, `select verb from events where partnership_id = ? order by id`, [partnershipId])).map(
    ({ verb }) => verb,
  )

test(
  'a draft is written beside a frozen version, changed, and published with the next number',
  inRollback(async world => {
    const { db, make } = world
    const actor = await make.staffActor()
    await make.questionnaireVersion(actor.partnershipId, 'A', { frozen_at: new Date() })
    const { draft, faults } = await startDraft(db, actor, worded('First words.'))
    expect(faults).toEqual([])
    expect(draft).toMatchObject({ setCode: 'A', status: 'draft', revision: 1, title: setA.title, createdBy: actor.name })
    const second = await changeDraft(db, actor, { ...draft, document: worded('Second words.') })
    expect(second.draft).toMatchObject({ id: draft.id, revision: 2 })
    expect((await draftOf(db, actor.partnershipId, 'A'))?.document).toMatchObject({ introduction: 'Second words.' })
    const version = await publishDraft(db, actor, second.draft)
    expect(version).toMatchObject({ id: draft.id, version: 2, frozenAt: null, publishedBy: actor.name })
    expect(await documentOf(db, actor.partnershipId, version.id)).toMatchObject({ introduction: 'Second words.' })
    expect(await draftOf(db, actor.partnershipId, 'A')).toBeUndefined()
    expect(await verbs(world, actor.partnershipId)).toEqual([
      'questionnaire.draft_started',
      'questionnaire.draft_changed',
      'questionnaire.published',
    ])
  }),
)

test(
  'a half-written draft is kept with all that is wrong with it, and is not published before it is right',
  inRollback(async ({ db, make }) => {
    const actor = await make.staffActor()
    const { draft, faults } = await startDraft(db, actor, { set: 'A', sections: [{ key: 'one', title: 'One', questions: [] }] })
    expect(faults.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['title', 'audience', 'edition', 'introduction', 'evidenceAreas', 'sections.0.questions']),
    )
    await expect(publishDraft(db, actor, draft)).rejects.toThrow(FaultyDocument)
    const twice = { ...setA, sections: [...setA.sections, setA.sections[0]!] }
    const saved = await changeDraft(db, actor, { ...draft, document: twice })
    expect(saved.faults[0]).toEqual({ path: ['sections', setA.sections.length, 'key'], message: 'Two sections have the key "people".' })
    const refused = await publishDraft(db, actor, saved.draft).catch((error: unknown) => error)
    expect((refused as FaultyDocument).faults).toEqual(saved.faults)
    expect((await draftOf(db, actor.partnershipId, 'A'))?.document).toMatchObject({ title: setA.title })
    expect(await newestVersions(db, actor.partnershipId)).toEqual([])
  }),
)

test(
  'what cannot be a draft at all is refused with its place',
  inRollback(async ({ db, make }) => {
    const actor = await make.staffActor()
    const faultsOf = async (document: unknown) => {
      try {
        await startDraft(db, actor, document)
        return []
      } catch (error) {
        return (error as FaultyDocument).faults.map(({ path }) => path.join('.'))
      }
    }
    expect(await faultsOf('nothing')).toEqual([''])
    expect(await faultsOf({ title: 'No set' })).toEqual(['set'])
    expect(await faultsOf({ ...setA, set: 'Z' })).toEqual(['set'])
    expect(await faultsOf({ ...setA, audience: 'Half a \ud800', edition: 'NUL \0' })).toEqual(['audience', 'edition'])
    const { draft } = await startDraft(db, actor, setA)
    await expect(changeDraft(db, actor, { ...draft, document: { ...setA, set: 'B' } })).rejects.toThrow('This is a draft of set A.')
  }),
)

test(
  'rounds, readers and other partnerships do not see a draft',
  inRollback(async ({ db, make, staff }) => {
    const actor = await make.staffActor()
    const old = await make.questionnaireVersion(actor.partnershipId, 'A')
    const round = await make.round({ partnership_id: actor.partnershipId, status: 'draft', opened_at: null })
    await changed(
      db,
      `insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, 'A', ?)`,
      [round.id, actor.partnershipId, old.id],
    )
    const { draft } = await startDraft(db, actor, worded('Not yet.'))
    await useNewestVersions(db, actor, round.id)
    expect(await row(db, `select questionnaire_version_id as id from round_questionnaires where round_id = ?`, [round.id])).toEqual({
      id: old.id,
    })
    expect((await newestVersions(db, actor.partnershipId)).map(({ id }) => id)).toEqual([old.id])
    expect(await documentOf(db, actor.partnershipId, draft.id)).toBeUndefined()
    const browser = await staff(actor.accountId)
    expect((await browser.get(`/questionnaires/${draft.id}`)).status).toBe(404)
    expect(pageText(await browser.get('/questionnaires'))).not.toContain('Version null')
    expect(pageText(await browser.get(`/rounds/${round.id}/establishments`))).not.toContain('has a version')
    const stranger = await make.staffActor()
    await expect(publishDraft(db, stranger, draft)).rejects.toThrow('Page not found')
    await expect(
      db.transaction(trx => changed(trx, 'update round_questionnaires set questionnaire_version_id = ?', [draft.id])),
    ).rejects.toThrow('asked of nobody')
  }),
)

test(
  'a set has one draft; whoever changes one that was changed or published since is told so',
  inRollback(async world => {
    const { db, make } = world
    const actor = await make.staffActor()
    const { draft } = await startDraft(db, actor, setA)
    await expect(startDraft(db, actor, setA)).rejects.toEqual(refusal('questionnaires.draft_exists'))
    const { draft: newer } = await changeDraft(db, { ...actor, name: 'Jo Bell' }, { ...draft, document: worded('By Jo.') })
    for (const late of [
      changeDraft(db, actor, { ...draft, document: setA }),
      publishDraft(db, actor, draft),
      discardDraft(db, actor, draft),
    ])
      await expect(late).rejects.toEqual(refusal('questionnaires.draft_changed'))
    expect((await draftOf(db, actor.partnershipId, 'A'))?.document).toMatchObject({ introduction: 'By Jo.' })
    await publishDraft(db, actor, newer)
    for (const late of [
      changeDraft(db, actor, { ...newer, document: setA }),
      publishDraft(db, actor, newer),
      discardDraft(db, actor, newer),
    ])
      await expect(late).rejects.toEqual(refusal('questionnaires.not_a_draft'))
    const { draft: next } = await startDraft(db, actor, setA)
    await discardDraft(db, actor, next)
    expect(await draftOf(db, actor.partnershipId, 'A')).toBeUndefined()
    expect((await verbs(world, actor.partnershipId)).at(-1)).toBe('questionnaire.draft_discarded')
  }),
)

test(
  'the database itself keeps published words as they are, and its statuses are those of the lifecycle',
  inRollback(async ({ db, make }) => {
    const actor = await make.staffActor()
    const { draft } = await startDraft(db, actor, setA)
    const frozen = await make.questionnaireVersion(actor.partnershipId, 'B', { frozen_at: new Date() })
    const published = await publishVersion(db, actor, LIBRARY[2]!)
    const statuses = await rows<{ id: number; status: string }>(
      db,
      `select id, status from questionnaire_versions where partnership_id = ?`,
      [actor.partnershipId],
    )
    expect(new Map(statuses.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [draft.id, VERSION_STATUSES[0]],
        [published.id, VERSION_STATUSES[1]],
        [frozen.id, VERSION_STATUSES[2]],
      ]),
    )
    const rewrite = (id: number) =>
      db.transaction(trx => changed(trx, `update questionnaire_versions set document = '{}' where id = ?`, [id]))
    await expect(rewrite(published.id)).rejects.toThrow('does not change')
    await expect(rewrite(frozen.id)).rejects.toThrow('frozen')
    await rewrite(draft.id)
    await expect(
      db.transaction(trx => changed(trx, `update questionnaire_versions set frozen_at = now() where id = ?`, [draft.id])),
    ).rejects.toThrow('check constraint')
  }),
)

test('every status but the last has a way on, and only drafts are written', () => {
  expect(statusesFor('change')).toEqual(['draft'])
  expect(statusesFor('publish')).toEqual(['draft'])
  expect(statusesFor('discard')).toEqual(['draft'])
  expect(statusesFor('freeze')).toEqual(['published', 'frozen'])
  const reached = new Set<string | null>(Object.values(TRANSITIONS).flatMap(Object.values))
  expect(VERSION_STATUSES.filter(status => !reached.has(status))).toEqual([])
})

test('two who publish a draft at once make one version of it', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const { make } = worldOn(db)
    const actor = await make.staffActor()
    await publishVersion(db, actor, setA)
    const { draft } = await startDraft(db, actor, worded('Of two.'))
    const ended = await Promise.allSettled([
      publishDraft(db, actor, draft),
      publishDraft(db, actor, draft),
      publishVersion(db, actor, worded('Of the library.')),
    ])
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await rows(db, `select version from questionnaire_versions where set_code = 'A' order by 1`)).toEqual([
      { version: 1 },
      { version: 2 },
      { version: 3 },
    ])
  } finally {
    await drop()
  }
})
