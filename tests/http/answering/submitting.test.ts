import { expect, test } from '@jest/globals'
import { jobs } from '../../../src/jobs.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, fieldsOf, keyOf, type Row } from './answering.ts'

test(
  'what is missing is listed, each line leading to its question',
  inRollback(async world => {
    const { dsl } = await answering(world)
    await dsl.post('/return/sections/ratings', { 'q.policy_current': '1', 'v.policy_current': '0', 'a.policy_current': 'no' })
    const page = await dsl.get('/return/check')
    expect(heading(page)).toMatch(/^\d+ answers are missing$/)
    expect(page.text).toContain('href="/return/sections/ratings#question-policy_current"')
    expect(pageText(page)).toContain('Say what will be done, who will do it and by when')
    expect(pageText(page)).toContain('Attach a file, or say where it is kept')
  }),
)

test(
  'the head signs and submits a complete return, and gets a receipt with a reference, by mail as well',
  inRollback(async world => {
    const { dsl, join, now, events, auditReturn } = await answering(world)
    await answerEverything(dsl)
    expect(heading(await dsl.get('/return/check'))).toBe('Nothing is missing')
    const head = await join('head', 'Ruth Ainsworth')
    const form = await head.get('/return/sign-off')
    expect(heading(form)).toBe('Sign and submit')
    const unticked = await head.post('/return/submit', { _key: keyOf(form) })
    expect(unticked.status).toBe(422)
    expect(pageText(unticked)).toContain('Tick the box to say that you have read the return')

    const sent = await head.post('/return/submit', signatureOn(form, { jobTitle: 'Acting headteacher' }))
    expect(sent.headers.location).toBe('/return/receipt')
    const receipt = await head.get('/return/receipt')
    expect(heading(receipt)).toBe('Return submitted')
    const stored = await now()
    expect(stored).toMatchObject({ status: 'awaiting_sign_off', submitted_via: 'online', missing: 0 })
    expect(stored.reference).toMatch(/^NR-\d{4}-\w{4}-\w$/)
    expect(pageText(receipt)).toContain(stored.reference)
    expect(pageText(receipt)).toContain(': on time')
    expect(pageText(receipt)).toContain('The chair of governors or the proprietor still needs to sign, by a link of their own.')

    const submission = await row<Row>(world.db, 'select * from submissions where return_id = ?', [auditReturn.id])
    expect(submission).toMatchObject({ sequence: 1, reference: stored.reference, by_name: 'Ruth Ainsworth', via: 'online' })
    expect((submission?.responses as Row).priority).toMatchObject({ answer: 'Online safety', version: 1, byName: 'Sam Okafor' })
    expect(await row(world.db, 'select role, name, job_title from sign_offs where return_id = ?', [auditReturn.id])).toEqual({
      role: 'head',
      name: 'Ruth Ainsworth',
      job_title: 'Acting headteacher',
    })
    expect(await events('return.submitted')).toHaveLength(1)
    await drain(world.deps, jobs)
    const mail = await row<Row>(world.db, `select * from messages where return_id = ? and kind = 'receipt'`, [auditReturn.id])
    expect(mail?.subject).toContain(stored.reference)
    expect(mail?.status).toBe('kept')
  }),
)

test(
  'the same form sent twice gives one submission and the same receipt',
  inRollback(async world => {
    const { dsl, join, auditReturn } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    const fields = signatureOn(await head.get('/return/sign-off'))
    expect((await head.post('/return/submit', fields)).headers.location).toBe('/return/receipt')
    expect((await head.post('/return/submit', fields)).headers.location).toBe('/return/receipt')
    const other = await head.post('/return/submit', { ...fields, _key: crypto.randomUUID() })
    expect(other.status).toBe(409)
    expect(heading(other)).toBe('This return has already been submitted')
    expect(await rows(world.db, 'select 1 from submissions where return_id = ?', [auditReturn.id])).toHaveLength(1)
    expect(await rows(world.db, 'select 1 from messages where return_id = ?', [auditReturn.id])).toHaveLength(1)
  }),
)

test(
  'a return with something missing is not submitted, however it is asked',
  inRollback(async world => {
    const { dsl, join, now } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    const form = await head.get('/return/sign-off')
    await dsl.post('/return/sections/declaration', { 'q.accurate': '1', 'v.accurate': '1' })
    const sent = await head.post('/return/submit', signatureOn(form))
    expect(sent.status).toBe(409)
    expect(heading(sent)).toBe('One answer is still missing')
    expect(await now()).toMatchObject({ status: 'in_progress', submitted_at: null, reference: null })
    expect(keyOf(await head.get('/return/sign-off'))).toBe('')
  }),
)

test(
  'only the head may submit; a DSL is told who signs',
  inRollback(async world => {
    const { dsl, join, now } = await answering(world)
    await answerEverything(dsl)
    await join('head', 'Ruth Ainsworth')
    expect(pageText(await dsl.get('/return/sign-off'))).toContain('They sign by a link of their own')
    const sent = await dsl.post('/return/submit', { _key: crypto.randomUUID(), confirm: 'yes' })
    expect(sent.status).toBe(403)
    expect(heading(sent)).toBe('The headteacher signs and submits the return')
    expect(await now()).toMatchObject({ submitted_at: null })
  }),
)

test(
  'a DSL who holds the main link is led to where they can send the headteacher one; nobody else is, and not once the head has signed',
  inRollback(async world => {
    const { dsl, join } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    const words = 'Send the headteacher a link'
    expect(pageText(await dsl.get('/return/sign-off'))).not.toContain(words)
    await world.db.raw(`update invitations set main = true where id = (select invitation_id from contributors where id = ?)`, [
      dsl.actor.contributorId,
    ])
    const page = await dsl.get('/return/sign-off')
    expect(page.text).toContain(`<a href="/return/colleagues">${words}</a>`)
    expect((await dsl.get('/return/colleagues')).text).toContain('Send them a link')
    const form = await head.get('/return/sign-off')
    expect(pageText(form)).not.toContain(words)
    await head.post('/return/submit', signatureOn(form))
    expect(pageText(await dsl.get('/return/sign-off'))).not.toContain(words)
  }),
)

test(
  'a chair who signs weeks after the head completes the return, which counts from the day the head sent it',
  inRollback(async world => {
    const { dsl, join, now, events } = await answering(world)
    await answerEverything(dsl)
    const [head, chair] = [await join('head', 'Ruth Ainsworth'), await join('chair', 'Jo Bell')]
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    const sent = await now()
    const form = await chair.get('/return/sign-off')
    expect(pageText(form)).toContain('Your signature is the last step.')
    await chair.post('/return/sign-off', signatureOn(form))
    expect(await now()).toMatchObject({ status: 'submitted', submitted_at: sent.submitted_at })
    expect(await events('return.signed_off')).toHaveLength(1)
    expect(pageText(await head.get('/return/receipt'))).toContain('Signed by Jo Bell')
  }),
)

test(
  'a chair may sign first; an answer that changes afterwards cancels the signature, once the person was told so',
  inRollback(async world => {
    const { dsl, join, now, events, answers, auditReturn } = await answering(world)
    await answerEverything(dsl)
    const TRAINING = '/return/sections/training'
    const before = fieldsOf(await dsl.get(TRAINING))
    const [head, chair] = [await join('head', 'Ruth Ainsworth'), await join('chair', 'Jo Bell')]
    const sign = async () => chair.post('/return/sign-off', signatureOn(await chair.get('/return/sign-off')))
    const signatures = async () =>
      (await rows(world.db, 'select 1 from sign_offs where return_id = ? and withdrawn_at is null', [auditReturn.id])).length
    await sign()

    // The same again changes nothing, so nothing is cancelled.
    expect((await dsl.post(TRAINING, before)).status).toBe(303)
    expect(await signatures()).toBe(1)
    // A page that was open before the chair signed did not say what a change does: nothing of it is saved, and nothing is lost.
    const told = await dsl.post(TRAINING, { ...before, 'a.priority': 'Recruitment' })
    expect(told.status).toBe(409)
    expect(pageText(told)).toContain('Jo Bell signed as chair of governors or trustees at')
    expect(pageText(told)).toContain('If you change an answer, this signature is cancelled')
    expect(fieldsOf(told)).toMatchObject({ 'a.priority': 'Recruitment' })
    expect(await signatures()).toBe(1)
    expect((await answers()).get('priority')?.answer).not.toBe('Recruitment')

    expect((await dsl.post(TRAINING, fieldsOf(told))).status).toBe(303)
    expect((await answers()).get('priority')?.answer).toBe('Recruitment')
    expect(await signatures()).toBe(0)
    expect((await events('return.saved')).at(-1)).toMatchObject({ details: { section: 'training', cancelled: ['chair'] } })

    await sign()
    // Whoever opens the page now is told at once.
    const page = await dsl.get(TRAINING)
    expect(pageText(page)).toContain('Jo Bell signed as chair of governors or trustees at')
    expect((await dsl.post(TRAINING, { ...fieldsOf(page), 'a.priority': 'Training' })).status).toBe(303)
    expect(await signatures()).toBe(0)
    await sign()
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    expect(await now()).toMatchObject({ status: 'submitted' })
  }),
)

test(
  'a head who is also the safeguarding lead is warned, and the history keeps it',
  inRollback(async world => {
    const { dsl, join, events } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ms Sam  Okafor')
    const form = await head.get('/return/sign-off')
    expect(pageText(form)).toContain('You are also named as designated safeguarding lead.')
    await head.post('/return/submit', signatureOn(form))
    expect((await events('return.submitted'))[0]).toMatchObject({ details: { headIsDsl: true } })
  }),
)

test(
  'a return sent after the due date is late, not lost',
  inRollback(async world => {
    const due = new Date(Date.now() - 60_000)
    const { dsl, join, now } = await answering(world, { first_due_at: due, due_at: due })
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    expect((await now()).submitted_at).not.toBeNull()
    expect(pageText(await head.get('/return/receipt'))).toContain(': late')
  }),
)

test(
  'a closed round takes no more answers and no more submissions, and says so',
  inRollback(async world => {
    const { dsl, round } = await answering(world)
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [round.id])
    const late = await dsl.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Typed too late' })
    expect(late.status).toBe(409)
    expect(heading(late)).toBe('This audit has closed')
    expect(pageText(late)).toContain('Typed too late')
    const list = pageText(await dsl.get('/return'))
    expect(list).toContain('This audit has closed')
    expect(list).toContain('Read and print the whole return')
    expect(list).not.toContain('what was sent')
  }),
)

test(
  'the whole return is on one page, with what is missing and the action plan',
  inRollback(async world => {
    const { dsl } = await answering(world)
    await dsl.post('/return/sections/ratings', {
      'q.whistleblowing': '1',
      'v.whistleblowing': '0',
      'a.whistleblowing': 'no',
      'x.whistleblowing.what': 'Assembly and poster',
      'x.whistleblowing.owner': 'Lee Marsh',
      'x.whistleblowing.due.day': '27',
      'x.whistleblowing.due.month': '3',
      'x.whistleblowing.due.year': '2027',
    })
    const text = pageText(await dsl.get('/return/whole'))
    expect(text).toContain('It has not been submitted yet.')
    expect(text).toContain('Do all staff know how to raise a concern?')
    expect(text).toContain('Assembly and poster – Lee Marsh, by Saturday 27 March 2027')
    expect(text).toContain('Missing An answer is needed')
    expect(text).not.toContain('Boarding')
  }),
)

test(
  'leaving ends the return in this browser and says how to come back',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const left = await dsl.post('/return/leave')
    expect(heading(left)).toBe('You have left the return')
    expect(left.text).not.toContain('Sam Okafor')
    expect((await dsl.get('/return')).status).toBe(403)
  }),
)

test(
  'the receipt goes to the holder of the main link, however many helpers were invited since, and the page says to whom',
  inRollback(async world => {
    const { dsl, join, auditReturn, partnership } = await answering(world)
    await answerEverything(dsl)
    const of = { partnership_id: partnership.id, return_id: auditReturn.id }
    await world.make.invitation({ ...of, main: true, name: 'Ada Lead', email: 'dsl@ashgrove.example' })
    const head = await join('head', 'Ruth Ainsworth')
    // The head came by a link that goes to the same mailbox: one receipt is enough.
    await world.db.raw(`update invitations set email = 'dsl@ashgrove.example' where id = ?`, [head.actor.invitationId])
    await world.make.invitation({ ...of, role: 'business_manager', name: 'Bo Purse', email: 'office@ashgrove.example' })
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    const mailed = await rows<Row>(world.db, `select to_email from messages where return_id = ? and kind = 'receipt'`, [auditReturn.id])
    expect(mailed).toEqual([{ to_email: 'dsl@ashgrove.example' }])
    for (const [standing, words] of [
      [{ status: 'queued' }, 'The email to Ada Lead with this receipt is not sent yet. Print this page'],
      [{ status: 'accepted' }, 'The email to Ada Lead with this receipt was accepted by the mail server. Your partnership'],
      [{ status: 'delivered' }, 'The email to Ada Lead with this receipt was delivered. Your partnership'],
      [{ status: 'kept' }, 'The email to Ada Lead with this receipt is kept here, not sent. Print this page'],
      [{ status: 'bounced', error: 'mailbox full' }, 'The email to Ada Lead with this receipt came back. Print this page'],
      [{ status: 'failed', error: '550 No such user' }, 'The email to Ada Lead with this receipt could not be sent. Print this page'],
    ] as const) {
      await world.db('messages').where({ return_id: auditReturn.id, kind: 'receipt' }).update(standing)
      expect(pageText(await head.get('/return/receipt'))).toContain(words)
    }
  }),
)

test(
  'where the main link was handed over by hand, the receipt goes to the DSL in the register rather than to a helper',
  inRollback(async world => {
    const { dsl, join, auditReturn, partnership, establishment } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    const of = { partnership_id: partnership.id, return_id: auditReturn.id }
    await world.db.raw(`update invitations set role = 'other' where return_id = ?`, [auditReturn.id])
    const signer = await row<Row>(world.db, 'select email as to_email from invitations where id = ?', [head.actor.invitationId])
    const own = { role: 'head', name: 'Ruth Ainsworth', email: signer?.to_email }
    await world.make.contact({ partnership_id: partnership.id, establishment_id: establishment.id, ...own })
    await world.make.invitation({ ...of, main: true, role: 'other', name: 'Handed over by the partnership', email: '' })
    await world.make.contact({
      partnership_id: partnership.id,
      establishment_id: establishment.id,
      name: 'Ada Lead',
      email: 'dsl@ashgrove.example',
    })
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    const mailed = await rows<Row>(world.db, `select to_email from messages where return_id = ? and kind = 'receipt'`, [auditReturn.id])
    expect(new Set(mailed.map(({ to_email }) => to_email))).toEqual(new Set(['dsl@ashgrove.example', signer?.to_email]))
  }),
)

test(
  'a receipt that could be sent to nobody is not said to have been sent',
  inRollback(async world => {
    const { dsl, join, auditReturn, partnership, establishment } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    const of = { partnership_id: partnership.id, establishment_id: establishment.id }
    const contact = await world.make.contact({ ...of, role: 'head', name: 'Ruth Ainsworth', email: '' })
    await world.db.raw(`update invitations set email = '', contact_id = ? where return_id = ?`, [contact.id, auditReturn.id])
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    const receipt = pageText(await head.get('/return/receipt'))
    expect(receipt).toContain('No email was written with this receipt.')
    expect(receipt).not.toContain('The email to')
  }),
)

test(
  'a chair can still sign a submitted return once the round is closed, and staff can accept it then; nobody can submit one any more',
  inRollback(async world => {
    const { dsl, join, now, round, auditReturn, partnership } = await answering(world)
    await answerEverything(dsl)
    const [head, chair] = [await join('head', 'Ruth Ainsworth'), await join('chair', 'Jo Bell')]
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    const coordinator = await world.make.staffActor(partnership.id)
    const staff = await world.staff(coordinator.accountId)
    const closing = pageText(await staff.get(`/rounds/${round.id}/close`))
    expect(closing).toContain('Completed 1 Of these, awaiting sign-off 1 Outstanding 0')
    await staff.post(`/rounds/${round.id}/close`)

    expect(pageText(await chair.get('/return'))).toContain('Signature of the chair or proprietor')
    const form = await chair.get('/return/sign-off')
    expect(pageText(form)).toContain('Your signature is the last step.')
    expect((await chair.post('/return/sign-off', signatureOn(form))).status).toBe(303)
    expect(await now()).toMatchObject({ status: 'submitted' })
    const stored = await now()
    await staff.post(`/returns/${auditReturn.id}/accept`, { _key: crypto.randomUUID(), version: String(stored.version) })
    expect(await now()).toMatchObject({ status: 'accepted' })
  }),
)

test(
  'in a closed round neither the head submits nor the chair signs what was not submitted',
  inRollback(async world => {
    const { dsl, join, now, round } = await answering(world)
    await answerEverything(dsl)
    const [head, chair] = [await join('head', 'Ruth Ainsworth'), await join('chair', 'Jo Bell')]
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [round.id])
    const form = { _key: crypto.randomUUID(), confirm: 'yes' }
    expect(heading(await head.post('/return/submit', form))).toBe('This audit has closed')
    expect(heading(await chair.post('/return/sign-off', { ...form, _key: crypto.randomUUID() }))).toBe('This audit has closed')
    expect(await now()).toMatchObject({ submitted_at: null })
    expect(await rows(world.db, 'select 1 from sign_offs')).toEqual([])
  }),
)
