import { expect, test } from '@jest/globals'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { firstEdition } from '../../../seeds/library/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'

test(
  'a new partnership publishes the library, and each set can be read through',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const browser = await world.staff(actor.accountId)
    expect(pageText(await browser.get('/questionnaires'))).toContain('No questionnaires yet')
    await browser.post('/questionnaires/library')
    await browser.post('/questionnaires/library')
    const versions = await rows<{ id: number; set_code: string; version: number }>(
      world.db,
      'select id, set_code, version from questionnaire_versions where partnership_id = ? order by set_code',
      [actor.partnershipId],
    )
    expect(versions.map(({ set_code, version }) => `${set_code}${version}`)).toEqual(['A1', 'B1', 'C1', 'D1', 'E1', 'F1'])
    for (const { id, set_code } of versions) {
      const page = await browser.get(`/questionnaires/${id}`)
      const document = LIBRARY.find(({ set }) => set === set_code)
      expect(heading(page)).toBe(document?.title)
      const text = pageText(page)
      for (const section of document?.sections ?? []) expect(text).toContain(section.title.replace(/\s+/g, ' '))
    }
  }),
)

test(
  'a set is read with its guidance, its references and its conditions in words',
  inRollback(async world => {
    const { accountId, partnershipId } = await world.make.staffActor()
    const browser = await world.staff(accountId)
    const { id } = await world.make.questionnaireVersion(partnershipId, 'A')
    const text = pageText(await browser.get(`/questionnaires/${id}`))
    expect(text).toContain('Asked only if the establishment has boarders')
    expect(text).toContain('KCSIE 2026')
    expect(text).toContain('What good looks like')
    expect(text).toContain('Evidence area: Safeguarding policies')
  }),
)

test(
  'a set that the library words otherwise can be published as the next version, once',
  inRollback(async world => {
    const { accountId, partnershipId } = await world.make.staffActor()
    const browser = await world.staff(accountId)
    const setA = LIBRARY.find(({ set }) => set === 'A')
    await world.make.questionnaireVersion(partnershipId, 'A', { document: { ...setA, introduction: 'Older words.' } })
    expect(pageText(await browser.get('/questionnaires'))).toContain('Publish it as version 2')
    await browser.post('/questionnaires/publish', { set: 'A' })
    await browser.post('/questionnaires/publish', { set: 'A' })
    expect(
      await row(world.db, 'select max(version) as version from questionnaire_versions where partnership_id = ?', [partnershipId]),
    ).toEqual({ version: 2 })
    expect(pageText(await browser.get('/questionnaires'))).not.toContain('Publish it as version 3')
  }),
)

test(
  'reading is for everybody, publishing is not, and other partnerships’ versions are not there',
  inRollback(async world => {
    const { partnershipId } = await world.make.staffActor()
    const { id } = await world.make.questionnaireVersion(partnershipId, 'F')
    const viewer = await world.staff((await world.make.account({ partnership_id: partnershipId, role: 'viewer' })).id)
    expect((await viewer.get(`/questionnaires/${id}`)).status).toBe(200)
    expect((await viewer.get('/questionnaires')).text).not.toContain('<button type="submit" class="govuk-button')
    expect((await viewer.post('/questionnaires/publish', { set: 'A' })).status).toBe(403)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(`/questionnaires/${id}`)).status).toBe(404)
  }),
)

test(
  'a version says what changed since the one before, question by question, and why; the first says nothing',
  inRollback(async world => {
    const { accountId, partnershipId } = await world.make.staffActor()
    const browser = await world.staff(accountId)
    const first = await world.make.questionnaireVersion(partnershipId, 'A', { document: firstEdition()[0]! })
    await browser.post('/questionnaires/publish', { set: 'A' })
    const { id } = (await row<{ id: number }>(world.db, 'select max(id) as id from questionnaire_versions where partnership_id = ?', [
      partnershipId,
    ]))!
    expect(pageText(await browser.get(`/questionnaires/${id}`))).toContain('What changed since version 1, and why')
    const page = await browser.get(`/questionnaires/${id}/changes`)
    expect(heading(page)).toBe('What changed in set A')
    const text = pageText(page)
    expect(text).toContain('Left out. “Which details are wrong?” is asked instead. Why: It asked about details that the page did not show')
    expect(text).toContain('Whether it must be answered was “compulsory”, and is “optional”.')
    expect((await browser.get(`/questionnaires/${first.id}/changes`)).status).toBe(404)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(`/questionnaires/${id}/changes`)).status).toBe(404)
  }),
)
