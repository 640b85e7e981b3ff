import { requestEvidence } from '../../../src/features/sampling/requestActions.ts'
import { asId } from '../../../src/platform/id.ts'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { jobs } from '../../../src/jobs.ts'
import { lotOf } from '../../../src/features/sampling/draw.ts'
import { repeatDraw } from '../../../src/features/sampling/sinks/frameFile.ts'
import { membersOf, samplesOf } from '../../../src/features/sampling/index.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { address, drawn, fieldsOf, form, roundWith, type Completed } from './world.ts'

test(
  'a coordinator draws a sample: chooses, looks at who would be drawn, and keeps it',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, [...Array<Completed>(9).fill('on_time'), 'closed'])
    const browser = await world.staff(actor.accountId)
    const base = `/rounds/${round.id}/samples`
    const empty = await browser.get(base)
    expect(heading(empty)).toBe('Dip samples')
    expect(pageText(empty)).toContain('No sample has been drawn yet')
    const fresh = await browser.get(`${base}/new`)
    expect(pageText(fresh)).toContain('Completed returns 9 establishments')
    const preview = await browser.get(address(`${base}/preview`, form()))
    expect(heading(preview)).toBe('Check who would be drawn')
    expect(pageText(preview)).toContain('3 establishments of 9 would be drawn')
    expect(pageText(preview)).toContain('1 establishment left out')
    expect(await samplesOf(world.db, actor.partnershipId, round.id)).toEqual([])
    const fields = fieldsOf(preview.text, base)
    const first = await browser.post(base, fields)
    const again = await browser.post(base, fields)
    expect(again.headers.location).toBe(first.headers.location)
    expect(await samplesOf(world.db, actor.partnershipId, round.id)).toHaveLength(1)
    const page = await browser.get(`${String(first.headers.location)}?again=1`)
    expect(heading(page)).toBe('Spring sample')
    expect(pageText(page)).toContain('Drawn again just now with the same seed: the same 3, in the same order.')
    expect(pageText(page)).toContain('3 by lot, shared out by phase of education and at least one from each, from the completed returns.')
  }),
)

test.each([
  [{ name: '' }, 'Enter a name for the sample'],
  [{ size: 'many' }, 'How many to draw must be a number like 12, or a share like 10%'],
  [{ size: '' }, 'Enter how many to draw, like 12 or 10%'],
  [{ method: 'simple', size: '0' }, 'How many to draw must be a number like 12, or a share like 10%'],
  [{ method: 'simple', size: '101%' }, 'How many to draw must be a number like 12, or a share like 10%'],
  [{ sizeBy: 'precision', margin: '0' }, 'The margin of error must be a number from 1 to 50, like 5'],
  [{ sizeBy: 'precision', margin: 'small' }, 'The margin of error must be a number from 1 to 50, like 5'],
  [{ sizeBy: 'precision', confidence: '80' }, 'Choose how sure the sample is to be'],
  [{ base: 'everybody' }, 'Choose which returns to draw from'],
  [{ seed: '' }, 'Enter a seed'],
  [{ seed: 'Übung' }, 'The seed must have only plain letters, numbers, spaces and signs'],
  [{ targets: 'fast', fastMinutes: 'soon' }, 'Minutes must be a whole number, like 15'],
])('of a form with %j it is said: %s', (change, message) =>
  inRollback(async ({ make, staff, ...world }) => {
    const actor = await make.staffActor()
    const { round } = await roundWith({ make, staff, ...world }, actor.partnershipId, ['on_time'])
    const response = await (await staff(actor.accountId)).get(address(`/rounds/${round.id}/samples/preview`, form(change)))
    expect(response.status).toBe(422)
    expect(pageText(response)).toContain(message)
    if (!('name' in change)) expect(response.text).toContain('value="Spring sample"')
  })(),
)

test(
  'who shares a DSL with another is noted on the page of the sample; a frame of one is drawn whole and says that nothing is left to lot',
  inRollback(async world => {
    const { make } = world
    const actor = await make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time', 'on_time', 'on_time', 'outstanding'])
    await world.db.raw(`update contacts set email = 'shared@trust.example' where establishment_id = any(?)`, [
      returns.slice(0, 2).map(({ establishment_id }) => establishment_id),
    ])
    const browser = await world.staff(actor.accountId)
    const base = `/rounds/${round.id}/samples`
    const draw = async (change: Record<string, string>) => {
      const preview = await browser.get(address(`${base}/preview`, form({ method: 'all', ...change })))
      const drawn = await browser.post(base, fieldsOf(preview.text, base))
      return pageText(await browser.get(String(drawn.headers.location)))
    }
    const all = await draw({})
    expect(all).toContain('2 establishments share a Designated Safeguarding Lead with another in the sample. One person answers for them.')
    expect(all).toContain(`Same DSL as ${returns[1]!.name}`)
    expect(all).toContain(`Same DSL as ${returns[0]!.name}`)
    const one = await draw({ name: 'The one', base: 'outstanding', method: 'simple', size: '5' })
    expect(one).toContain('There is only one establishment to draw from, so nothing is left to lot.')
    expect(one).toContain('You asked for 5, but there is only 1 to draw from. All of them are drawn.')
    expect(one).toContain('Everyone who could be drawn is in the sample')
    expect(one).toContain(returns[3]!.name)
    const nobody = await browser.get(address(`${base}/preview`, form({ name: 'None', base: 'outstanding', targets: 'late' })))
    expect([heading(nobody), nobody.text.includes('name="print"')]).toEqual(['No return matches what you chose', false])
    expect(pageText(nobody)).toContain('Nothing can be drawn. Take a condition away, or choose other returns.')
  }),
)

test(
  'two people draw at once: the second is told who was first, and what was chosen is still there',
  inRollback(async world => {
    const { make } = world
    const actor = await make.staffActor()
    const { round } = await roundWith(world, actor.partnershipId, Array<Completed>(6).fill('on_time'))
    const ben = await make.account({ partnership_id: actor.partnershipId, role: 'coordinator', name: 'Ben Two' })
    const [browser, bens] = [await world.staff(actor.accountId), await world.staff(ben.id)]
    const base = `/rounds/${round.id}/samples`
    const [mine, theirs] = [await browser.get(address(`${base}/preview`, form())), await bens.get(address(`${base}/preview`, form()))]
    expect((await bens.post(base, fieldsOf(theirs.text, base))).status).toBe(303)

    // The same name: said where it is typed, by whom it is taken.
    const taken = await browser.post(base, fieldsOf(mine.text, base))
    expect(taken.status).toBe(422)
    expect(pageText(taken)).toMatch(/Ben Two drew a sample called “Spring sample” at .*: give this one a name of its own/)
    expect(taken.text).toContain('value="meeting of 4 March"')
    // Before anything is drawn, too, however it is written.
    const early = await browser.get(address(`${base}/preview`, form({ name: ' SPRING sample' })))
    expect([early.status, pageText(early).includes('give this one a name of its own')]).toEqual([422, true])
    // Another name: others would be drawn by now, since those of the first are left out.
    const changed = await browser.post(base, { ...fieldsOf(mine.text, base), name: 'Mine' })
    expect([changed.status, heading(changed)]).toEqual([409, 'Check who would be drawn'])
    expect(pageText(changed)).toMatch(/Nothing was drawn. In the meantime Ben Two drew “Spring sample” at /)
    expect((await browser.post(base, fieldsOf(changed.text, base))).status).toBe(303)
    expect(await samplesOf(world.db, actor.partnershipId, round.id)).toMatchObject([{ name: 'Mine' }, { name: 'Spring sample' }])
    // The name that is offered next is free.
    expect((await browser.get(`${base}/new`)).text).toContain('value="Dip sample 3"')
  }),
)

test(
  'when the returns changed since the preview, nothing is drawn, and who would be drawn now is shown',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, ['on_time', 'on_time', 'on_time'])
    const browser = await world.staff(actor.accountId)
    const base = `/rounds/${round.id}/samples`
    const preview = await browser.get(address(`${base}/preview`, form()))
    await world.db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [returns[0]!.id])
    const response = await browser.post(base, fieldsOf(preview.text, base))
    expect(response.status).toBe(409)
    expect(heading(response)).toBe('Check who would be drawn')
    expect(pageText(response)).toContain('The returns have changed since you looked at the draw')
    expect(pageText(response)).toContain('2 establishments of 2 would be drawn')
    expect(await samplesOf(world.db, actor.partnershipId, round.id)).toEqual([])
    expect((await browser.post(base, fieldsOf(response.text, base))).status).toBe(303)
  }),
)

test(
  'evidence is asked for after the letter was read, once for one form',
  inRollback(async world => {
    const { browser, href, actor } = await drawn(world, ['on_time', 'on_time', 'on_time'])
    const ask = await browser.get(`${href}/request`)
    expect(heading(ask)).toBe('Ask for evidence')
    const members = [...ask.text.matchAll(/name="members" type="checkbox" value="(\d+)"/g)].map(([, id = '']) => id)
    expect(members).toHaveLength(3)
    const missing = await browser.post(`${href}/request`, {
      'due-day': '30',
      'due-month': '2',
      'due-year': '2031',
      'due-time': '5pm',
      members,
    })
    expect(missing.status).toBe(422)
    expect(pageText(missing)).toContain('The date must be a real date')
    const past = await browser.post(`${href}/request`, { 'due-day': '1', 'due-month': '2', 'due-year': '2021', 'due-time': '5pm', members })
    expect(pageText(past)).toContain('The date must be in the future')
    const preview = await browser.post(`${href}/request`, {
      'due-day': '28',
      'due-month': '2',
      'due-year': '2031',
      'due-time': '5pm',
      note: 'Hello',
      members,
    })
    expect(heading(preview)).toBe('Check before the letters go')
    expect(pageText(preview)).toContain('We need them by 5pm on Friday 28 February 2031.')
    const fields = fieldsOf(preview.text, `${href}/request`)
    const sent = await browser.post(`${href}/request`, { ...fields, intent: 'send' })
    expect(sent.status).toBe(303)
    await browser.post(`${href}/request`, { ...fields, intent: 'send' })
    await drain(world.deps, jobs)
    const letters = await rows<{ status: string }>(
      world.db,
      `select status from messages where partnership_id = ? and kind = 'evidence_request'`,
      [actor.partnershipId],
    )
    expect(letters).toEqual([{ status: 'kept' }, { status: 'kept' }, { status: 'kept' }])
    expect(pageText(await browser.get(href))).toContain('3 establishments were asked for evidence, by 5pm on Friday 28 February 2031.')
  }),
)

test(
  'who is in another sample of the round is left out and said, unless wanted, and asked twice only by whoever ticked it',
  inRollback(async world => {
    const { browser, base, href, round, actor } = await drawn(world, ['on_time', 'on_time', 'on_time'], { method: 'simple', size: '2' })
    const request = async (sample: string, members?: string[]) => {
      const ask = await browser.get(`${sample}/request`)
      const fields = fieldsOf(ask.text, `${sample}/request`)
      const all = [...ask.text.matchAll(/name="members" type="checkbox" value="(\d+)"/g)].map(([, id = '']) => id)
      const when = { 'due-day': '28', 'due-month': '2', 'due-year': '2031', 'due-time': '5pm' }
      const preview = await browser.post(`${sample}/request`, { ...fields, ...when, members: members ?? all })
      return {
        ask,
        preview,
        send: () => browser.post(`${sample}/request`, { ...fieldsOf(preview.text, `${sample}/request`), intent: 'send' }),
      }
    }
    expect((await (await request(href)).send()).status).toBe(303)
    expect(pageText(await browser.get(`${base}/new`))).toContain('2 establishments are left out unless you tick this')
    const rest = await browser.get(address(`${base}/preview`, form({ name: 'The rest', method: 'all' })))
    expect(pageText(rest)).toContain('1 establishment of 1 would be drawn')
    expect(pageText(rest)).toContain('There is only one establishment to draw from')
    expect(pageText(rest)).toContain('In another sample of this round, “Spring sample”')

    const again = await browser.get(
      address(`${base}/preview`, form({ name: 'Again', method: 'all', includeDrawnHere: '1', why: 'The chair asked' })),
    )
    expect(pageText(again)).toContain('3 establishments of 3 would be drawn')
    const second = String((await browser.post(base, fieldsOf(again.text, base))).headers.location)
    const history = pageText(await browser.get(`/rounds/${round.id}/history`))
    expect(history).toContain('Reason: The chair asked')
    expect(history).toContain('Samples of the round before it: Spring sample')
    const { ask, preview, send } = await request(second)
    expect(pageText(ask)).toContain('2 of these are asked already by the sample “Spring sample”, by 5pm on Friday 28 February 2031.')
    expect([...ask.text.matchAll(/name="members" type="checkbox" value="\d+" checked/g)]).toHaveLength(1)
    expect(pageText(preview)).toContain('They would get a second letter.')
    expect((await send()).status).toBe(303)
    expect(pageText(await browser.get(second))).toContain('3 letters to 3 establishments')

    // Without having been told, nobody asks twice.
    const members = await membersOf(world.db, actor.partnershipId, asId(Number(href.split('/').at(-1))))
    await expect(
      requestEvidence(world.deps, actor, { roundId: round.id, sampleId: members[0]!.sampleId, dueAt: new Date('2031-03-28T17:00:00Z') }),
    ).rejects.toMatchObject({ code: 'sampling.all_asked_already' })
  }),
)

test(
  'a preview says what the sample can tell, which groups are empty and who shares a DSL; the page gives the frame to draw it again',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const { round, returns } = await roundWith(world, actor.partnershipId, [
      ...Array<Completed>(5).fill('on_time'),
      'outstanding',
      ...Array<Completed>(2).fill('on_time'),
    ])
    await world.db.raw(`update establishments set phase_name = 'Nursery' where id = ?`, [returns[5]!.establishment_id])
    await world.db.raw(`update contacts set email = 'shared@trust.example' where establishment_id = any(?)`, [
      returns.slice(0, 2).map(({ establishment_id }) => establishment_id),
    ])
    const browser = await world.staff(actor.accountId)
    const base = `/rounds/${round.id}/samples`
    const many = await browser.get(address(`${base}/preview`, form({ size: '50' })))
    expect(pageText(many)).toContain('You asked for 50, but there are only 7 to draw from. All of them are drawn.')
    // Neither the method, which is kept and printed, nor anyone's reason says that 50 were drawn by lot.
    expect(pageText(many)).toContain('50 were asked for; all 7 that could be drawn, from the completed returns.')
    expect(pageText(many)).not.toContain('by lot')
    expect(pageText(many)).toContain('There is nobody to draw from in Nursery.')
    expect(pageText(many)).toMatch(/Nursery 0 0/)
    expect(pageText(many)).toContain('2 establishments share a Designated Safeguarding Lead with another in the sample.')
    expect(pageText(many)).toContain(`Same DSL as ${returns[1]!.name}`)
    const one = await browser.get(address(`${base}/preview`, form({ size: '1' })))
    expect(pageText(one)).toContain('There are 2 groups, and each gives at least one, so 2 are drawn and not 1.')
    // Two of seven say nothing of the other five, and nobody is told that they do.
    expect(pageText(one)).toContain(
      'What it can tell: nothing about the 7 establishments that it is drawn from. With only 2 in the sample, what is found holds for those alone.',
    )
    expect(pageText(one)).not.toContain('in 100')
    const sure = await browser.get(address(`${base}/preview`, form({ sizeBy: 'precision', confidence: '90', margin: '30' })))
    expect(pageText(sure)).toContain('4 establishments of 7 would be drawn')
    expect(pageText(sure)).toMatch(
      /if 80 in 100 of the sample agree, then between \d+ and \d+ in 100 of the 7 establishments do, 90 times in 100\./,
    )
    const href = String((await browser.post(base, fieldsOf(sure.text, base))).headers.location)
    const page = pageText(await browser.get(href))
    expect(page).toContain('90 times in 100.')
    expect(page).toContain(
      'As many as give a margin of error of 30 percentage points at 90% confidence, by lot, shared out by phase of education',
    )
    const file = await browser.get(`${href}/frame.csv`)
    expect(file.headers['content-type']).toContain('text/csv')
    const drawnAgain = repeatDraw(file.text)
    expect(drawnAgain).toMatchObject({ same: true, seed: 'meeting of 4 March' })
    expect(drawnAgain.draw.members).toHaveLength(4)
  }),
)

test(
  'the command that prints a lot runs in a shell, whatever signs the seed has',
  inRollback(async world => {
    const seed = `the chair's $dice "6" \\ \`4\``
    const { browser, base } = await drawn(world, ['on_time'])
    const { headers } = await browser.post(base, form({ name: 'Another', seed, method: 'all', includeDrawnHere: '1' }))
    const page = await browser.get(headers.location ?? '')
    const [command = ''] = /printf .* sha256sum/.exec(pageText(page)) ?? []
    const [member] = await rows<{ key: string }>(world.db, `select frame -> 'population' -> 0 ->> 'key' as key from dip_samples`)
    const { stdout } = await promisify(execFile)('sh', ['-c', command])
    expect(stdout.split(' ')[0]).toBe(lotOf(seed, member!.key))
  }),
)

test(
  'an establishment that dropped out is replaced, with the reason',
  inRollback(async world => {
    const { browser, href, members } = await drawn(world, Array<Completed>(6).fill('on_time'), { method: 'simple', size: '2' })
    const [out] = members
    await world.db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [out!.returnId])
    expect(pageText(await browser.get(href))).toContain(`${out?.establishmentName ?? ''}: closed since the draw. Draw another in its place`)
    const here = `${href}/members/${out?.id ?? 0}/replace`
    const page = await browser.get(here)
    expect(page.text).toContain('value="Closed"')
    expect((await browser.post(here, { ...fieldsOf(page.text, here), reason: '' })).status).toBe(422)
    expect((await browser.post(here, { ...fieldsOf(page.text, here), reason: 'Closed' })).status).toBe(303)
    expect(pageText(await browser.get(href))).toMatch(/was drawn in place of .* Replaced .* Closed/)
    expect((await browser.get(here)).status).toBe(409)
  }),
)

test(
  'who may only look sees the sample and no buttons, and cannot post; a stranger sees nothing',
  inRollback(async world => {
    const { actor, round, href, base, members } = await drawn(world, ['on_time', 'on_time'], { method: 'all' })
    const viewer = await world.staff((await world.make.staffActor(actor.partnershipId, 'analyst')).accountId)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    const member = `${href}/members/${members[0]!.id}`
    for (const path of [base, href, member, `${member}/areas/policies`]) {
      expect((await viewer.get(path)).status).toBe(200)
      expect((await stranger.get(path)).status).toBe(404)
    }
    expect((await viewer.get(href)).text).not.toContain('/request')
    expect((await viewer.get(`${member}/areas/policies`)).text).not.toContain('type="radio"')
    for (const path of [
      base,
      `${href}/request`,
      `${member}/areas/policies`,
      `${member}/outcome`,
      `${member}/message`,
      `${member}/replace`,
    ]) {
      expect((await viewer.post(path)).status).toBe(403)
      expect([404, 422]).toContain((await stranger.post(path)).status)
    }
    for (const path of [`${member}/areas/nowhere`, `${base}/999999`, `${href}/members/0`, `/rounds/${round.id}/samples/x`])
      expect((await viewer.get(path)).status).toBe(404)
  }),
)
