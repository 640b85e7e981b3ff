import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import { actionsOf } from '../../../src/features/actions/index.ts'
import { approvePlan, createPlan } from '../../../src/features/plans/index.ts'
import { plansOf } from '../../../src/features/plans/store.ts'
import { forgetting } from '../../../src/features/sheetImports/index.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { changed, download, send } from '../../support/books.ts'
import { leadsTo, linksOf, submitForm } from '../../support/forms.ts'
import { plan } from '../../support/plan.ts'

const HEAD = { title: 'Joint plan', alsoCalled: '', period: '', authorities: '', owner: '', alignedWith: '', label: '', dated: '' }

/** A plan of the board with five actions, of which another plan, that is linked with it, has the first too. */
async function twoPlans(world: TestWorld) {
  const it = await plan(world)
  const [{ partnershipId } = { partnershipId: undefined }] = await rows<{ partnershipId: never }>(
    world.db,
    `select partnership_id as "partnershipId" from actions where id = ?`,
    [it.actions[0]],
  )
  const actor = await world.make.staffActor(partnershipId)
  const [board] = await plansOf(world.db, actor.partnershipId)
  const joint = await createPlan(world.db, actor, { ...HEAD, kind: 'aims', linkedPlanId: board!.id })
  await submitForm(it.browser, await it.browser.get(`/plans/${joint.planId}/parts/new`), { title: 'Voice' })
  const part = await row<{ id: number }>(world.db, `select id from plan_parts where plan_id = ?`, [joint.planId])
  await it.browser.post(`/plans/${joint.planId}/parts/${part!.id}/places`, { action: String(it.actions[0]), linked: 'yes' })
  return { ...it, actor, planId: board!.id, jointId: joint.planId }
}

test(
  'a plan that was never approved is removed with what stands nowhere else, after its counts were shown and a reason was given',
  inRollback(async world => {
    const it = await twoPlans(world)
    const link = linksOf(await it.browser.get(it.base), '/remove')[0]!
    const page = await it.browser.get(link)
    expect(pageText(page)).toMatch(/This goes for good 1 priority 3 objectives 1 measure with 0 values 4 actions that stand nowhere else/)
    expect(pageText(page)).toContain('1 action stays: it is in another plan too')
    expect(pageText(page)).toContain('“Joint plan” is linked with it: that link ends.')
    const unsaid = await submitForm(it.browser, page, { reason: ' ' })
    expect([unsaid.status, pageText(unsaid).includes('Say why the plan is removed')]).toEqual([422, true])

    // Somebody says how far an action is: something else would go by now.
    await submitForm(it.browser, await it.browser.get(`/actions/${it.actions[1]}`), { note: 'Half of it' }, { which: 'progress' })
    const late = await submitForm(it.browser, page, { reason: 'Imported twice' })
    expect([late.status, pageText(late).includes('nowhere else, with 1 note of progress')]).toEqual([409, true])
    expect(await submitForm(it.browser, late)).toMatchObject({ status: 303, headers: { location: '/plans' } })

    expect((await actionsOf(world.db, it.actor.partnershipId)).map(({ id }) => id)).toEqual([it.actions[0]])
    const [left] = await plansOf(world.db, it.actor.partnershipId)
    expect([left!.title, left!.linkedPlanId]).toEqual(['Joint plan', null])
    const again = await submitForm(it.browser, late)
    expect([again.status, heading(again)]).toEqual([410, 'This plan was removed'])
    expect(pageText(await it.browser.get('/history'))).toContain('Reason: Imported twice')
  }),
)

test(
  'a plan of which a version was approved is not removed, and says why; its version has a print and a workbook of its own',
  inRollback(async world => {
    const it = await twoPlans(world)
    const before = await it.browser.get(`${it.base}/remove`)
    const { versionId } = await approvePlan(world.db, it.actor, { planId: it.planId, label: 'Version 1.0', dated: '2 May 2026', note: '' })
    expect(linksOf(await it.browser.get(it.base), '/remove')).toEqual([])
    for (const refused of [await it.browser.get(`${it.base}/remove`), await submitForm(it.browser, before, { reason: 'Old' })])
      expect([refused.status, heading(refused)]).toEqual([409, 'A plan that was approved is not removed'])

    const said = (await actionsOf(world.db, it.actor.partnershipId)).find(({ id }) => id === it.actions[1])!
    await submitForm(it.browser, await it.browser.get(`/actions/${said.id}/edit`), { what: 'Said otherwise since', timescale: 'Never' })
    const version = `${it.base}/versions/${versionId}`
    const print = await it.browser.get(linksOf(await it.browser.get(version), '/print')[0]!)
    const words = pageText(print)
    for (const text of ['Version 1.0, 2 May 2026', 'Approved by', 'Action Timescale Lead Outcome measure', said.what])
      expect(words).toContain(text)
    expect(words).not.toContain('Said otherwise since')
    expect(print.text).toContain('class="app-landscape"')
    // Imported again, the version says what was changed since.
    const compared = pageText(await send(it.browser, `${it.base}/import`, await download(it.browser, version)))
    expect(compared).toContain('This workbook was made from an earlier state of the plan.')
    expect(compared).toContain('Said otherwise since')
    expect((await it.browser.get(`/plans/${it.jointId}/versions/${versionId}/print`)).status).toBe(404)
  }),
)

test(
  'a workbook that is sent as a new plan says which plan it may be meant for, and is compared with that one instead',
  inRollback(async world => {
    const it = await twoPlans(world)
    const file = await download(it.browser, it.base)
    const preview = await send(it.browser, '/plans/import', file)
    expect(pageText(preview)).toContain('The references of this workbook are those of the plan “Plan of the board”.')
    const same = await it.browser.get(linksOf(preview, 'into=')[0]!)
    expect(pageText(same)).toContain('For the plan “Plan of the board”. Nothing would be added or changed.')

    const quarterly = await changed(file, book => {
      book.getWorksheet('Plan')!.getCell('J2').value = 'Quarterly'
    })
    const fresh = await send(it.browser, '/plans/import', quarterly)
    const into = await it.browser.get(linksOf(fresh, 'into=')[0]!)
    expect((await submitForm(it.browser, into)).headers.location).toBe(it.base)
    expect((await actionsOf(world.db, it.actor.partnershipId)).map(({ timescale }) => timescale)).toContain('Quarterly')

    const bare = await changed(file, book => book.getWorksheet('Plan')!.spliceColumns(17, 1))
    expect(pageText(await send(it.browser, '/plans/import', bare))).toContain('There is a plan “Plan of the board” already.')
    // Another partnership has none of these.
    const others = await plan(world)
    const sent = leadsTo(await others.browser.postFiles('/plans/import', {}, 'file', [{ name: 'plan.xlsx', content: file }]))
    expect(pageText(await others.browser.get(sent))).not.toContain('The references of this workbook')
    expect((await others.browser.get(`${sent}?into=${it.planId}`)).status).toBe(404)
  }),
)

test(
  'of two who send one workbook as a new plan, the second is shown the plan of the first',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const browser = await world.staff(actor.accountId)
    const other = await plan(world)
    const file = await changed(await download(other.browser, other.base), book => {
      book.getWorksheet('About')!.eachRow(row => {
        if (row.getCell(1).text === 'Kept by') row.getCell(2).value = ''
      })
    })
    const [mine, theirs] = [await send(browser, '/plans/import', file), await send(browser, '/plans/import', file)]
    expect((await submitForm(browser, theirs)).status).toBe(303)
    const late = await submitForm(browser, mine)
    expect([late.status, pageText(late).includes('There is a plan “Plan of the board” already.')]).toEqual([409, true])
    expect(await plansOf(world.db, actor.partnershipId)).toHaveLength(1)
    // Who wants two has two.
    expect((await submitForm(browser, late)).status).toBe(303)
    expect(await plansOf(world.db, actor.partnershipId)).toHaveLength(2)
  }),
)

test(
  'the cells of a workbook are forgotten when it was imported, or after two weeks; the page says so',
  inRollback(async world => {
    const it = await plan(world)
    const file = await changed(await download(it.browser, it.base), book => {
      book.getWorksheet('Plan')!.getCell('J2').value = 'Quarterly'
    })
    const idOf = (href: string) => Number(href.split('/').at(-1))
    const sheets = async (href: string) =>
      (await row<{ kept: boolean }>(world.db, `select sheets <> '[]' as kept from sheet_imports where id = ?`, [idOf(href)]))?.kept
    const sent = async () => leadsTo(await it.browser.postFiles(`${it.base}/import`, {}, 'file', [{ name: 'plan.xlsx', content: file }]))
    const [done, old, fresh] = [await sent(), await sent(), await sent()]
    const preview = await it.browser.get(done)
    expect((await submitForm(it.browser, preview)).status).toBe(303)
    expect(await sheets(done)).toBe(false)
    for (const refused of [await it.browser.get(done), await submitForm(it.browser, preview)])
      expect([refused.status, heading(refused)]).toEqual([409, 'This workbook was imported already'])

    await world.db.raw(`update sheet_imports set made_at = now() - interval '15 days' where id = ?`, [idOf(old)])
    await forgetting.forgetSheetsJob.run(world.deps, {})
    expect([await sheets(old), await sheets(fresh)]).toEqual([false, true])
    const gone = await it.browser.get(old)
    expect([gone.status, heading(gone)]).toEqual([410, 'This preview is no longer kept'])
    expect(linksOf(gone, '/import')).toContain(`${it.base}/import`)
    expect((await it.browser.get(fresh)).status).toBe(200)
  }),
)
