import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { sendBack } from '../../../src/features/handling/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { readZip } from '../../../src/platform/files/zip.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { formOf, submitForm } from '../../support/forms.ts'
import { readWorkbook } from '../../support/workbook.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, type Row } from '../answering/answering.ts'

/** A return that its head has submitted, with a chair in the register, and a coordinator. */
async function submitted(world: TestWorld) {
  const all = await answering(world)
  await answerEverything(all.dsl)
  const head = await all.join('head', 'Ruth Ainsworth')
  await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
  const of = { partnership_id: all.partnership.id, establishment_id: all.establishment.id }
  await world.make.contact({ ...of, role: 'chair', name: 'Olivia Barnes', email: 'chair@ashgrove.example' })
  const coordinator = await world.make.staffActor(all.partnership.id)
  return { ...all, head, coordinator, staff: await world.staff(coordinator.accountId), base: `/returns/${all.auditReturn.id}/signatures` }
}

test(
  'D4, D5: the chair is asked by a link of their own, reminded on another day, and signs weeks later with the minute and the date of the meeting',
  inRollback(async world => {
    const { head, staff, base, auditReturn, now, partnership } = await submitted(world)
    const asks = () => rows<Row>(world.db, `select to_email, subject, body from messages where kind = 'board_request' order by id`)
    await submitForm(head, await head.get('/return/sign-off'), {}, { which: 'ask-board' })
    await submitForm(head, await head.get('/return/sign-off'), {}, { which: 'ask-board' })
    expect(await asks()).toMatchObject([
      { to_email: 'chair@ashgrove.example', body: expect.stringContaining('The headteacher has submitted') },
    ])
    await world.db.raw(`update messages set created_at = now() - interval '9 days', key = key || ':then' where kind = 'board_request'`)
    await submitForm(staff, await staff.get(base), {}, { which: '/ask' })
    expect((await asks())[1]).toMatchObject({
      subject: expect.stringContaining('reminder'),
      body: expect.stringContaining('This is a reminder: you were asked on'),
    })

    const [link] = await rows<{ id: number }>(world.db, `select id from invitations where email = 'chair@ashgrove.example'`)
    const chair = await world.make.contributorActor(auditReturn, 'chair', 'Olivia Barnes')
    await world.db.raw(`update contributors set invitation_id = ? where id = ?`, [link!.id, chair.contributorId])
    const olivia = await world.contributor(chair.contributorId)
    const page = await olivia.get('/return/sign-off')
    const meeting = { minuteReference: 'FGB 12 March, item 7', 'meeting-day': '31', 'meeting-month': '2', 'meeting-year': '2026' }
    const odd = await olivia.post('/return/sign-off', signatureOn(page, meeting))
    expect([odd.status, pageText(odd), odd.text]).toEqual([
      422,
      expect.stringContaining('Date of the meeting must be a real date'),
      expect.stringContaining('value="FGB 12 March, item 7"'),
    ])
    await olivia.post('/return/sign-off', signatureOn(page, { ...meeting, 'meeting-day': '28' }))
    expect(await now()).toMatchObject({ status: 'submitted' })
    expect(await rows(world.db, `select proof, unusual, minute_reference, meeting_on::text from sign_offs where role = 'chair'`)).toEqual([
      { proof: 'own_link', unusual: [], minute_reference: 'FGB 12 March, item 7', meeting_on: '2026-02-28' },
    ])
    expect(await rows(world.db, `select to_email from messages where kind = 'receipt' and subject like '%you have signed%'`)).toEqual([
      { to_email: 'chair@ashgrove.example' },
    ])
    expect(pageText(await staff.get(base))).toContain('FGB 12 March, item 7 Date of the meeting Saturday 28 February 2026')
    // Whoever reads the samples alone, and another partnership, see none of it.
    const reviewer = await world.make.staffActor(partnership.id, 'reviewer')
    expect((await (await world.staff(reviewer.accountId)).get(base)).status).toBe(403)
    const other = await world.make.staffActor()
    expect((await (await world.staff(other.accountId)).get(base)).status).toBe(404)
  }),
)

test(
  'D2: one person in two roles is said before signing, kept, listed, and confirmed by staff once',
  inRollback(async world => {
    const { join, staff, base, auditReturn, events } = await submitted(world)
    const chair = await join('chair', 'Mr ruth  Ainsworth')
    await world.db.raw(`update invitations set email = 'chair@ashgrove.example' where id = ?`, [chair.actor.invitationId])
    const page = await chair.get('/return/sign-off')
    expect(pageText(page)).toContain('Ruth Ainsworth signed this return as headteacher or principal too.')
    expect(pageText(page)).toContain('Your partnership has Olivia Barnes as chair of governors or trustees.')
    // A page that did not say so signs nothing.
    const unsaid = await chair.post('/return/sign-off', signatureOn(page, { told: 'name_differs' }))
    expect(heading(unsaid)).toBe('Read what your partnership will see before you sign')
    await chair.post('/return/sign-off', signatureOn(page))
    const list = pageText(await staff.get(`/rounds/${auditReturn.round_id}/signatures`))
    expect(list).toContain('The name is not the one in the register. The same person signed in another role')
    expect(pageText(await staff.get(`/returns/${auditReturn.id}`))).toContain('Mr ruth  Ainsworth, chair'.replace('  ', ' '))

    const confirming = await staff.get(base)
    const forms = [...confirming.text.matchAll(/name="role" value="(\w+)"/g)].map(([, role]) => role)
    expect(forms).toEqual(['head', 'chair'])
    await submitForm(staff, confirming, { note: 'Spoke to the school' }, { which: '/signatures' })
    expect(pageText(await staff.get(base))).toContain('Spoke to the school')
    const again = await submitForm(staff, confirming, { _key: crypto.randomUUID() }, { which: '/signatures' })
    expect(heading(again)).toBe('This signature is not to be confirmed any more')
    expect(await events('return.signature_confirmed')).toHaveLength(1)
  }),
)

test(
  'staff go on without the board’s signature for a reason, which is kept; sending the return back asks for it again',
  inRollback(async world => {
    const { staff, base, now, events, auditReturn, coordinator } = await submitted(world)
    const page = await staff.get(base)
    const none = await submitForm(staff, page, { reason: ' ' }, { which: '/waive' })
    expect([none.status, pageText(none)]).toEqual([422, expect.stringContaining('Say why you continue without this signature')])
    expect(formOf(none, '/waive').action).toBe(`${base}/waive`)
    await submitForm(staff, page, { reason: 'Signed on paper on 12 March' }, { which: '/waive' })
    expect(await now()).toMatchObject({ status: 'submitted' })
    const late = await submitForm(staff, page, {}, { which: '/ask' })
    expect([late.status, heading(late)]).toEqual([409, 'Nobody can be asked to sign this return now'])
    expect(pageText(await staff.get(base))).toContain('Signed on paper on 12 March')
    expect(pageText(await staff.get(`/rounds/${auditReturn.round_id}/signatures`))).toContain(
      'Without the chair or proprietor: Signed on paper',
    )
    expect(await events('return.signature_waived')).toMatchObject([{ details: { reason: 'Signed on paper on 12 March' } }])
    await sendBack(world.deps, coordinator, {
      ...{ returnId: auditReturn.id, key: undefined, reason: 'Please look again' },
    })
    const sentBack = pageText(await staff.get(base))
    expect(sentBack).not.toContain('Signed on paper on 12 March')
    expect(sentBack).toContain('The signatures under what was sent were cancelled when the return was sent back.')
  }),
)

test(
  'somebody else who worked on the return in the same browser is said before signing',
  inRollback(async world => {
    const { dsl, auditReturn, join } = await answering(world)
    await answerEverything(dsl)
    const head = await join('head', 'Ruth Ainsworth')
    expect(pageText(await head.get('/return/sign-off'))).not.toContain('in the same browser')
    const people = [head, dsl].map(({ actor: { contributorId } }) => ({ contributorId, returnId: auditReturn.id }))
    const shared = await world.signedIn({ contributor: { contributorId: head.actor.contributorId }, people })
    expect(pageText(await shared.get('/return/sign-off'))).toContain('Sam Okafor worked on this return in the same browser.')
    // Nor does it help to end the first access before signing under the second.
    await world.db.raw('update contributors set ended_at = now(), invitation_id = ? where id = ?', [
      head.actor.invitationId,
      dsl.actor.contributorId,
    ])
    const ended = pageText(await shared.get('/return/sign-off'))
    expect(ended).toContain('Sam Okafor worked on this return in the same browser.')
    expect(ended).toContain('Sam Okafor used the same link.')
    const showing = (by: string, link: unknown) =>
      world.db.raw(
        `insert into events (partnership_id, actor_kind, actor_name, verb, return_id, details)
         values (?, 'contributor', ?, 'invitation.shown', ?, jsonb_build_object('invitationId', ?::bigint))`,
        [auditReturn.partnership_id as number, by, auditReturn.id, link as number],
      )
    await showing('Lee Marsh', head.actor.invitationId)
    await showing('Omar Aziz', 0)
    const shown = pageText(await shared.get('/return/sign-off'))
    expect(shown).toContain('Lee Marsh looked at this link, and could have used it.')
    expect(shown).not.toContain('Omar Aziz')
  }),
)

test(
  'D23, D25: whoever signs reads first what is not in place, with who does what by when, and gives the missing answer there',
  inRollback(async world => {
    const { dsl, join } = await answering(world)
    await answerEverything(dsl)
    const ratings = '/return/sections/ratings'
    await dsl.post(ratings, { 'q.behaviour': '1', 'v.behaviour': baseOf(await dsl.get(ratings), 'behaviour'), 'a.behaviour': 'amber' })
    const head = await join('head', 'Ruth Ainsworth')
    const lacking = await head.get('/return/sign-off')
    expect(pageText(lacking)).toContain('One answer is still missing')
    expect(pageText(lacking)).toContain('1 thing is not in place, of')
    expect(pageText(lacking)).toContain('Nobody has said yet what will be done, who will do it and by when.')
    const action = {
      'x.behaviour.what': 'Brief every club',
      'x.behaviour.owner': 'Lee Marsh',
      'x.behaviour.due.day': '27',
      'x.behaviour.due.month': '3',
    }
    const faulty = await submitForm(head, lacking, { ...action, 'x.behaviour.due.year': 'x' }, { which: '/answers/ratings' })
    expect([faulty.status, faulty.text.includes('Brief every club')]).toEqual([422, true])
    const saved = await submitForm(head, lacking, { ...action, 'x.behaviour.due.year': '2027' }, { which: '/answers/ratings' })
    expect(saved.headers.location).toBe('/return/sign-off')
    const page = await head.get('/return/sign-off')
    expect(pageText(page)).not.toContain('still missing')
    expect(pageText(page)).toContain('Brief every club – Lee Marsh, by Saturday 27 March 2027')
    expect((await head.post('/return/submit', signatureOn(page))).headers.location).toBe('/return/receipt')
  }),
)

const baseOf = (page: { text: string }, key: string): string => new RegExp(`name="v\\.${key}" value="([^"]*)"`).exec(page.text)?.[1] ?? '0'

test(
  'D5: governors get a summary as a page and as a Word file, and the return as an Excel file; whoever has some sections gets neither',
  inRollback(async world => {
    const { dsl, join } = await answering(world)
    await answerEverything(dsl)
    await dsl.post('/return/sections/ratings', {
      ...{ 'q.behaviour': '1', 'v.behaviour': baseOf(await dsl.get('/return/sections/ratings'), 'behaviour'), 'a.behaviour': 'red' },
      ...{ 'x.behaviour.what': 'Brief every <club> & "all"', 'x.behaviour.owner': 'Lee Marsh' },
      ...{ 'x.behaviour.due.day': '27', 'x.behaviour.due.month': '3', 'x.behaviour.due.year': '2027' },
    })
    const page = pageText(await dsl.get('/return/pack'))
    expect(page).toContain('1 thing is not in place, of')
    expect(page).toContain('Brief every <club> & "all" – Lee Marsh, by Saturday 27 March 2027')
    const bytesOf = async (address: string) => {
      const { body } = await dsl
        .get(address)
        .buffer()
        .parse((res, done) => {
          const chunks: Buffer[] = []
          res.on('data', (chunk: Buffer) => chunks.push(chunk))
          res.on('end', () => done(null, Buffer.concat(chunks)))
        })
      return body as Buffer
    }
    const word = path.join(mkdtempSync(path.join(tmpdir(), 'sa-pack-')), 'pack.docx')
    writeFileSync(word, await bytesOf('/return/pack/word'))
    expect((await readZip(word, 'word/document.xml'))?.text).toContain('Brief every &lt;club&gt; &amp; &quot;all&quot; – Lee Marsh')
    const [sheet] = (await readWorkbook(await bytesOf('/return/whole/excel'))).values()
    expect(sheet?.rows.find(row => row['Who will do it'] === 'Lee Marsh')).toMatchObject({
      ...{ 'What will be done': 'Brief every <club> & "all"', 'By when': 'Saturday 27 March 2027' },
    })
    const helper = await join('business_manager', 'Omar Aziz')
    await world.db.raw(`update invitations set sections = array['people'], may_sign = false where id = ?`, [helper.actor.invitationId])
    for (const address of ['/return/pack', '/return/pack/word', '/return/whole/excel']) expect((await helper.get(address)).status).toBe(403)
  }),
)

test(
  'the signatures of a round come fifty to a page, each on one of them',
  inRollback(async world => {
    const { partnership, make } = { ...(await answering(world)), make: world.make }
    const round = await make.round({ partnership_id: partnership.id })
    const version = await make.questionnaireVersion(partnership.id)
    const places = await rows<Row>(
      world.db,
      `insert into establishments (partnership_id, scheme, identifier, name, la_code, establishment_number, type_code, type_group_code, phase_code, phase_name)
       select ?, 'urn', (700000 + n)::text, 'School ' || to_char(n, 'FM000'), 888, n, 1, 4, 2, 'Primary' from generate_series(1, 51) n returning id, name`,
      [partnership.id],
    )
    await world.db.raw(
      `insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, facts, status, issued_at, submitted_at, submitted_via,
         first_due_at, due_at, started_at)
       select :partnership, :round, e.id, e.name, 'A', :version, '{}', 'awaiting_sign_off', now(), now(), 'online', now(), now(), now() from establishments e where e.id = any(:ids)`,
      { partnership: partnership.id, round: round.id, version: version.id, ids: places.map(({ id }) => id) },
    )
    const coordinator = await make.staffActor(partnership.id)
    const staff = await world.staff(coordinator.accountId)
    const pages = await Promise.all(['', '?page=2', '?page=99'].map(query => staff.get(`/rounds/${round.id}/signatures${query}`)))
    const [first, second, last] = pages.map(page => pageText(page).match(/School \d{3}/g) ?? [])
    expect([first?.length, second, last]).toEqual([50, ['School 051'], ['School 051']])
    expect(pageText(pages[0]!)).toContain('1 to 50 of 51')
  }),
)
