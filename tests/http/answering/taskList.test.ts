import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { answering } from './answering.ts'

test(
  'the task list says what there is to do, by when, who is working on it, and whom to ask',
  inRollback(async world => {
    const { dsl, join } = await answering(world, {
      due_at: new Date('2027-03-27T17:00:00Z'),
      first_due_at: new Date('2027-03-27T17:00:00Z'),
    })
    await join('head', 'Ruth Ainsworth')
    await dsl.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Online safety' })
    const page = await dsl.get('/return?saved=training')
    expect(heading(page)).toBe('Your return')
    const text = pageText(page)
    expect(text).toContain('Due at 5pm on Saturday 27 March 2027')
    expect(text).toContain('0 of 4 sections complete')
    expect(text).toContain('Training 4 questions left In progress')
    expect(text).toContain('“Training” is saved. You can close this page')
    expect(text).toContain('Sam Okafor (you) Designated Safeguarding Lead Last saved at')
    expect(text).toContain('Ruth Ainsworth Headteacher or principal Nothing saved yet')
    expect(text).toContain('audit@northmoor.example')
    expect(text).toContain('Sign and submit When 13 questions are answered Cannot start yet')
  }),
)

test(
  'an extended return says until when, and what it was before',
  inRollback(async world => {
    const { dsl } = await answering(world, {
      first_due_at: new Date('2020-03-20T17:00:00Z'),
      due_at: new Date('2099-04-03T16:00:00Z'),
      extensions: 1,
    })
    const text = pageText(await dsl.get('/return'))
    expect(text).toContain('Due at 5pm on Friday 3 April 2099')
    expect(text).toContain('Your partnership gave you more time: it was first due at 5pm on Friday 20 March 2020.')
  }),
)

test(
  'an overdue return can still be completed, and says so',
  inRollback(async world => {
    const due = new Date('2020-03-20T17:00:00Z')
    const { dsl } = await answering(world, { first_due_at: due, due_at: due })
    expect(pageText(await dsl.get('/return'))).toContain('You can still complete and submit it.')
    expect((await dsl.get('/return/sections/training')).status).toBe(200)
  }),
)

test(
  'a return that was sent back says why, and can be changed again',
  inRollback(async world => {
    const { dsl } = await answering(world, {
      status: 'returned',
      submitted_at: new Date(),
      submitted_via: 'online',
      returned_at: new Date(),
      returned_reason: 'Please say who the deputies are.',
    })
    expect(pageText(await dsl.get('/return'))).toContain('Please say who the deputies are.')
    expect((await dsl.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'x' })).status).toBe(303)
  }),
)
