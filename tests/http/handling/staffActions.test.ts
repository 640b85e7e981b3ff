import { expect, test } from '@jest/globals'
import { acceptReturn, excuseReturn, reinstateReturn, sendBack, recordOfflineReturn } from '../../../src/features/handling/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, type Row } from '../answering/answering.ts'

async function submitted(world: TestWorld) {
  const made = await answering(world)
  await answerEverything(made.dsl)
  const [head, chair] = [await made.join('head', 'Ruth Ainsworth'), await made.join('chair', 'Jo Bell')]
  const submit = async () => head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
  const sign = async () => chair.post('/return/sign-off', signatureOn(await chair.get('/return/sign-off')))
  await submit()
  return { ...made, head, submit, sign, priya: await world.make.staffActor(made.partnership.id) }
}

test(
  'a return that is sent back can be changed and submitted again; both versions are kept under one reference',
  inRollback(async world => {
    const { auditReturn, priya, dsl, now, submit, events } = await submitted(world)
    const first = await now()
    await sendBack(world.deps, priya, { returnId: auditReturn.id, key: undefined, reason: 'Please name a second deputy.' })
    expect(await now()).toMatchObject({ status: 'returned', returned_reason: 'Please name a second deputy.' })
    expect(pageText(await dsl.get('/return'))).toContain('Please name a second deputy.')
    const mail = await row<Row>(world.db, `select body from messages where return_id = ? and kind = 'returned'`, [auditReturn.id])
    expect(mail?.body).toContain('Please name a second deputy.')

    await dsl.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '1', 'a.priority': 'Recruitment' })
    expect((await submit()).headers.location).toBe('/return/receipt')
    const kept = await rows<Row>(world.db, 'select * from submissions where return_id = ? order by sequence', [auditReturn.id])
    expect(kept.map(({ sequence, reference }) => [sequence, reference])).toEqual([
      [1, first.reference],
      [2, first.reference],
    ])
    expect(kept.map(({ responses }) => ((responses as Row).priority as Row).answer)).toEqual(['Online safety', 'Recruitment'])
    expect(await events('return.sent_back')).toHaveLength(1)
    expect(pageText(await dsl.get('/return/receipt'))).toContain('Submission 2')
  }),
)

test(
  'a submitted return is accepted once the chair has signed, and not before',
  inRollback(async world => {
    const { auditReturn, priya, sign, now } = await submitted(world)
    await expect(acceptReturn(world.db, priya, { returnId: auditReturn.id, key: undefined })).rejects.toMatchObject({ kind: 'conflict' })
    await sign()
    await acceptReturn(world.db, priya, { returnId: auditReturn.id, key: undefined })
    expect(await now()).toMatchObject({ status: 'accepted' })
    await sendBack(world.deps, priya, { returnId: auditReturn.id, key: undefined, reason: 'A correction was asked for.' })
    expect(await now()).toMatchObject({ status: 'returned' })
  }),
)

test(
  'an establishment that closed is excused, keeps its answers, and can be expected again',
  inRollback(async world => {
    const { auditReturn, partnership, dsl, now, answers, events } = await answering(world)
    await dsl.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Recruitment' })
    const priya = await world.make.staffActor(partnership.id)
    const request = {
      returnId: auditReturn.id,
      key: crypto.randomUUID(),
      as: 'closed' as const,
      on: '2026-11-01',
      reason: 'It closes at the end of term.',
    }
    await excuseReturn(world.db, priya, request)
    await excuseReturn(world.db, priya, request)
    expect(await now()).toMatchObject({ status: 'excused', excused_as: 'closed', excused_on: '2026-11-01', excused_from: 'in_progress' })
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment' })
    expect(pageText(await dsl.get('/return'))).toContain('You do not need to complete this return')
    expect(await events('return.excused')).toHaveLength(1)
    await reinstateReturn(world.db, priya, { returnId: auditReturn.id, key: undefined })
    expect(await now()).toMatchObject({ status: 'in_progress', excused_as: null })
    await expect(reinstateReturn(world.db, priya, { returnId: auditReturn.id, key: undefined })).rejects.toMatchObject({ kind: 'conflict' })
  }),
)

test(
  'a workbook that came by e-mail is taken in from the day it was received, and keeps what was typed before',
  inRollback(async world => {
    const { auditReturn, partnership, dsl, now, answers, events } = await answering(world)
    await dsl.post('/return/sections/training', {
      'q.priority': '1',
      'v.priority': '0',
      'a.priority': 'Recruitment',
      'q.read_part_one': '1',
      'v.read_part_one': '0',
      'a.read_part_one': '90',
    })
    const priya = await world.make.staffActor(partnership.id)
    const receivedAt = new Date('2026-11-20T12:00:00Z')
    const { reference, sequence } = await recordOfflineReturn(world.db, priya, {
      returnId: auditReturn.id,
      key: undefined,
      receivedAt,
      byName: 'Ruth Ainsworth',
    })
    expect(sequence).toBe(1)
    expect(await now()).toMatchObject({
      status: 'submitted',
      submitted_via: 'offline',
      reference,
      received_at: receivedAt,
      submitted_at: receivedAt,
    })
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Recruitment' })
    expect((await answers()).get('read_part_one')).toMatchObject({ answer: 90 })
    expect(await events('return.taken_in')).toHaveLength(1)
  }),
)

test(
  'another partnership’s return is not there',
  inRollback(async world => {
    const { auditReturn } = await answering(world)
    const stranger = await world.make.staffActor()
    await expect(acceptReturn(world.db, stranger, { returnId: auditReturn.id, key: undefined })).rejects.toMatchObject({
      kind: 'not_found',
    })
  }),
)
