import { replaceMember } from '../../../src/features/sampling/actions.ts'
import { requestEvidence } from '../../../src/features/sampling/requestActions.ts'
import { openAuditLink } from '../../support/openAuditLink.ts'
import { expect, test } from '@jest/globals'
import { inTransaction, row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { recordOutcome, recordVerdicts, sendOutcome } from '../../../src/features/reviewing/index.ts'
import { membersOf, sampleRequests } from '../../../src/features/sampling/index.ts'
import { issueLinks, makeLinkToHandOver } from '../../../src/features/links/index.ts'
import { AUDIT_LINK } from '../../../src/features/messages/index.ts'
import { lotOf } from '../../../src/features/sampling/draw.ts'
import { sharedContacts } from '../../../src/features/sampling/requestStore.ts'
import { frameOfSample } from '../../../src/features/sampling/store.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { leadsTo, submitForm } from '../../support/forms.ts'
import { pdf } from '../evidence/files.ts'
import { answer, sampled, type Completed } from './world.ts'

const DUE = new Date('2027-03-26T17:00:00Z')

test(
  'everybody drawn is asked for evidence once, by the link that still opens their return',
  inRollback(async world => {
    const { db, deps, make } = world
    const { actor, partnershipId, round, returns, sampleId } = await sampled(world, ['on_time', 'outstanding', 'outstanding'])
    const [first, second, third] = returns
    const revoked = await make.invitation({ partnership_id: partnershipId, return_id: first!.id, revoked_at: new Date() })
    const live = await make.invitation({ partnership_id: partnershipId, return_id: first!.id, email: 'head@school.example', role: 'head' })
    await db.raw(`update contacts set email = '' where establishment_id = ?`, [third!.establishment_id])
    const request = { roundId: round.id, sampleId, dueAt: DUE }
    expect(await requestEvidence(deps, actor, request)).toEqual({ asked: 2, letters: 2, unreachable: 1, askedBefore: 0 })
    const letters = await rows<{ return_id: Id<'return'>; invitation_id: Id<'invitation'> | null; to_email: string; body: string }>(
      db,
      `select return_id, invitation_id, to_email, body from messages where partnership_id = ? and kind = 'evidence_request' order by id`,
      [partnershipId],
    )
    expect(letters).toMatchObject([
      { return_id: first?.id, invitation_id: live.id, to_email: 'head@school.example' },
      { return_id: second?.id, to_email: second?.email },
    ])
    // Nobody held a link of the second: a new one was issued for the letter.
    expect(letters[1]?.invitation_id).not.toBeNull()
    expect(letters[1]?.body).toContain(AUDIT_LINK)
    expect(letters[0]?.invitation_id).not.toBe(revoked.id)
    expect(letters[0]?.body).toContain('- Safeguarding policies\n- Reporting to governors')
    // Some draws go by what was answered (all green, over-rated before): the letter does not say otherwise.
    expect(letters[0]?.body).toContain('Establishments were chosen by set rules. Ask us')
    expect(letters[0]?.body).not.toContain('anything you said')
    expect(await requestEvidence(deps, actor, request)).toMatchObject({ letters: 0 })
    // Where nobody was written to, the history does not say that somebody was.
    expect(await rows(db, `select 1 from events where partnership_id = ? and verb = 'evidence.requested'`, [partnershipId])).toHaveLength(2)
    expect((await membersOf(db, partnershipId, sampleId)).map(({ requestDueAt }) => requestDueAt)).toEqual([DUE, DUE, null])
    expect(await sampleRequests.evidenceRequestsTo(db, partnershipId, first!.id)).toMatchObject([
      { areas: ['policies', 'governors'], dueAt: DUE },
    ])
    expect(await sampleRequests.evidenceRequestsTo(db, partnershipId, third!.id)).toEqual([])
  }),
)

test(
  'where the only link was handed over by hand, the registered contact is asked by a link of their own, and that link goes on working',
  inRollback(async world => {
    const { db, deps } = world
    const { actor, partnershipId, round, returns, sampleId } = await sampled(world, ['outstanding', 'outstanding'])
    const [first, second] = returns
    const byHand = []
    for (const { id } of returns) byHand.push((await makeLinkToHandOver(deps, actor, { returnId: id })).invitationId)
    await db.raw(`update contacts set email = '' where establishment_id = ?`, [second!.establishment_id])
    const preview = await (
      await world.staff(actor.accountId)
    ).post(`/rounds/${round.id}/samples/${sampleId}/request`, {
      'due-day': '26',
      'due-month': '3',
      'due-year': '2027',
      'due-time': '5pm',
      members: (await membersOf(db, partnershipId, sampleId)).map(({ id }) => String(id)),
    })
    expect(pageText(preview)).toContain('1 letter to 1 establishment will ask for evidence by 5pm on Friday 26 March 2027.')
    expect(pageText(preview)).toContain(`so they are not written to. Add a contact first, or ring them: ${second!.name}`)

    const asked = await requestEvidence(deps, actor, { roundId: round.id, sampleId, dueAt: DUE })
    expect(asked).toEqual({ asked: 1, letters: 1, unreachable: 1, askedBefore: 0 })
    const letters = await rows<{ to_email: string; body: string; main: boolean; invitation_id: Id<'invitation'> }>(
      db,
      `select m.to_email, m.body, i.main, i.id as invitation_id from messages m join invitations i on i.id = m.invitation_id
       where m.partnership_id = ? and m.kind = 'evidence_request'`,
      [partnershipId],
    )
    expect(letters).toEqual([
      { to_email: first!.email, body: expect.stringContaining(AUDIT_LINK), main: false, invitation_id: expect.any(Number) },
    ])
    expect(byHand).not.toContain(letters[0]!.invitation_id)
    expect(await rows(db, 'select 1 from invitations where id = any(?) and revoked_at is null', [byHand])).toHaveLength(2)
    // Whom nobody wrote to was not asked.
    expect(await sampleRequests.evidenceRequestsTo(db, partnershipId, second!.id)).toEqual([])
  }),
)

test(
  'asking others later changes nothing for those who were asked before, and whoever was not asked is not counted',
  inRollback(async world => {
    const { db, deps, make, staff, contributor } = world
    const { actor, partnershipId, round, returns, sampleId, members, path } = await sampled(world, ['on_time', 'on_time', 'on_time'])
    const at = (index: number) => members.findIndex(({ returnId }) => returnId === returns[index]!.id)
    const ask = (index: number, dueAt: Date) =>
      requestEvidence(deps, actor, { roundId: round.id, sampleId, dueAt, memberIds: [members[at(index)]!.id] })
    const browser = await staff(actor.accountId)
    const sample = `/rounds/${round.id}/samples/${sampleId}`
    await db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [returns[2]!.id])
    await ask(0, DUE)
    expect(pageText(await browser.get(sample))).toContain('1 establishment was asked for evidence, by 5pm on Friday 26 March 2027.')
    const later = new Date('2027-04-16T16:00:00Z')
    await ask(1, later)

    expect(await sampleRequests.evidenceRequestsTo(db, partnershipId, returns[0]!.id)).toMatchObject([{ dueAt: DUE }])
    expect(await sampleRequests.evidenceRequestsTo(db, partnershipId, returns[1]!.id)).toMatchObject([{ dueAt: later }])
    const school = await contributor((await make.contributorActor(returns[0]!)).contributorId)
    expect(pageText(await school.get('/return'))).toContain('Please add the documents by 5pm on Friday 26 March 2027.')
    const memberPage = async (index: number) => pageText(await browser.get(`${sample}/members/${path(at(index)).memberId}`))
    expect(await memberPage(0)).toContain('to be sent by 5pm on Friday 26 March 2027')
    expect(await memberPage(1)).toContain('to be sent by 5pm on Friday 16 April 2027')
    expect(pageText(await browser.get(sample))).toContain(
      '2 establishments were asked for evidence: 1 by 5pm on Friday 26 March 2027 and 1 by 5pm on Friday 16 April 2027.',
    )
    // Asking all for the later date tells only those of it who were told another.
    await requestEvidence(deps, actor, { roundId: round.id, sampleId, dueAt: later })
    const told = await rows(db, `select return_id from events where partnership_id = ? and verb = 'evidence.requested' order by id`, [
      partnershipId,
    ])
    expect(told).toEqual([0, 1, 0].map(index => ({ return_id: returns[index]!.id })))
    expect(pageText(await browser.get(sample))).toContain('2 establishments were asked for evidence, by 5pm on Friday 16 April 2027.')
  }),
)

test(
  'a date that is moved and moved back is told each time; the same date again writes only to whoever has come by a link since',
  inRollback(async world => {
    const { db, deps, make } = world
    const { actor, partnershipId, round, returns, sampleId } = await sampled(world, ['on_time'])
    const [first] = returns
    const later = new Date('2027-04-16T16:00:00Z')
    const ask = async (dueAt: Date) => (await requestEvidence(deps, actor, { roundId: round.id, sampleId, dueAt })).letters
    expect([await ask(DUE), await ask(later), await ask(DUE), await ask(DUE)]).toEqual([1, 1, 1, 0])
    const subjects = () =>
      rows<{ to_email: string; subject: string }>(
        db,
        `select to_email, subject from messages where partnership_id = ? and kind = 'evidence_request' order by id`,
        [partnershipId],
      )
    expect((await subjects()).map(({ subject }) => /by (.*)$/.exec(subject)?.[1])).toEqual([
      '5pm on Friday 26 March 2027',
      '5pm on Friday 16 April 2027',
      '5pm on Friday 26 March 2027',
    ])
    await make.invitation({ partnership_id: partnershipId, return_id: first!.id, email: 'head@school.example' })
    expect(await ask(DUE)).toBe(1)
    expect((await subjects()).at(-1)?.to_email).toBe('head@school.example')
    expect((await membersOf(db, partnershipId, sampleId)).map(({ requestDueAt, requests }) => [requestDueAt, requests])).toEqual([[DUE, 3]])
  }),
)

test(
  'after its round closed an outstanding return takes the evidence it is asked for, by the link that the letter holds',
  inRollback(async world => {
    const { db, deps } = world
    const { actor, partnershipId, round, returns, sampleId } = await sampled(world, ['outstanding'])
    const [first] = returns
    await inTransaction(db, trx => issueLinks({ ...deps, db: trx }, actor, [first!.id]))
    const path = new URL((await openAuditLink(deps, partnershipId, first!.id)) ?? 'http://nothing/').pathname
    await db.raw(`update rounds set status = 'closed', closed_at = now() - interval '1 hour' where id = ?`, [round.id])
    expect(heading(await world.visitor().get(path))).toBe('This audit is closed')

    await requestEvidence(deps, actor, { roundId: round.id, sampleId, dueAt: DUE })
    const letter = await row<{ body: string }>(db, `select body from messages where return_id = ? and kind = 'evidence_request'`, [
      first!.id,
    ])
    expect(letter?.body).toContain('Add the files to your return with your audit link')

    const browser = world.visitor()
    const landing = await browser.get(path)
    expect(landing.status).toBe(200)
    expect(pageText(landing)).toContain('The audit has closed, but your partnership asks for your evidence.')
    expect((await browser.post(path)).headers.location).toBe('/return/who')
    const _csrf = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/return/who')).text)?.[1] ?? ''
    expect((await browser.post('/return/who', { _csrf, person: 'invited' })).headers.location).toBe('/return')
    const list = await browser.get('/return')
    expect(pageText(list)).toContain('Please add the documents by 5pm on Friday 26 March 2027.')
    expect(pageText(list)).toContain('Files can still be added.')
    const evidence = await browser.get('/return/evidence')
    const [, field = ''] = /<input[^>]* name="(files\.[^"]+)"/.exec(evidence.text) ?? []
    const token = /name="_csrf" value="([^"]+)"/.exec(evidence.text)?.[1] ?? ''
    const sent = await browser.postFiles('/return/evidence', { _csrf: token }, field, [{ name: 'policy.pdf', content: pdf() }])
    expect([sent.status, sent.headers.location]).toEqual([303, '/return/evidence'])
    // Answers stay closed, and the round's figures stay what they were.
    expect((await browser.get('/return/sections/policies')).status).toBe(303)
    expect(await row(db, 'select status, files, started_at, opened_at from returns where id = ?', [first!.id])).toEqual({
      status: 'issued',
      files: 1,
      started_at: null,
      opened_at: null,
    })
    // A file of the wrong thing can be taken out again.
    const file = await row<{ id: number }>(db, 'select id from evidence where return_id = ?', [first!.id])
    const removed = await browser.post(`/return/evidence/${file?.id}/remove`, { _csrf: token })
    expect([removed.status, removed.headers.location]).toEqual([303, '/return/evidence'])
  }),
)

test(
  'an establishment that closes is replaced by the next in line of its stratum, and both stay visible',
  inRollback(async world => {
    const { db } = world
    const { actor, partnershipId, sampleId, members, path } = await sampled(world, Array<Completed>(9).fill('on_time'), 3)
    const at = members.findIndex(({ stratum }) => stratum === 'Primary')
    const out = members[at]!
    const { name } = await replaceMember(db, actor, { ...path(at), reason: 'Closed in December' })
    const now = await membersOf(db, partnershipId, sampleId)
    expect(now).toHaveLength(members.length + 1)
    expect(now.find(({ establishmentName }) => establishmentName === name)).toMatchObject({
      stratum: 'Primary',
      replaces: out.establishmentName,
    })
    expect(now.at(-1)).toMatchObject({ id: out.id, replacedReason: 'Closed in December' })
    await expect(replaceMember(db, actor, { ...path(at), reason: 'Again' })).rejects.toMatchObject({ code: 'sampling.already_replaced' })
    const inLine = members.filter(({ id }) => id !== out.id).map(({ returnId }) => returnId)
    expect(inLine).not.toContain(now.find(({ establishmentName }) => establishmentName === name)?.returnId)
  }),
)

test(
  'whoever was excused since the draw is passed over, the one after it is drawn, and the history names who was passed over',
  inRollback(async world => {
    const { db } = world
    const { actor, partnershipId, sampleId, members, path } = await sampled(world, Array<Completed>(9).fill('on_time'), 3)
    const at = members.findIndex(({ stratum }) => stratum === 'Primary')
    const { population } = await frameOfSample(db, partnershipId, sampleId)
    const inLine = population
      .filter(({ stratum, returnId }) => stratum === 'Primary' && members.every(member => member.returnId !== returnId))
      .toSorted((one, other) => lotOf('autumn', one.key).localeCompare(lotOf('autumn', other.key)))
    const [excused, after] = inLine
    await db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [excused!.returnId])
    expect(await replaceMember(db, actor, { ...path(at), reason: 'Closed in December' })).toMatchObject({
      returnId: after!.returnId,
      name: after!.name,
    })
    expect((await membersOf(db, partnershipId, sampleId)).map(({ returnId }) => returnId)).not.toContain(excused!.returnId)
    const browser = await world.staff(actor.accountId)
    const history = pageText(await browser.get(`/returns/${members[at]!.returnId}/history`))
    expect(history).toContain(`Passed over, as no return is expected: ${excused!.name}`)
    expect(history).not.toContain(inLine.at(-1)!.name)
    await db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = any(?)`, [
      population.filter(({ returnId }) => members.every(member => member.returnId !== returnId)).map(({ returnId }) => returnId),
    ])
    await expect(replaceMember(db, actor, { ...path(at + 1), reason: 'Again' })).rejects.toMatchObject({ code: 'sampling.nobody_left' })
  }),
)

test(
  'where nobody of its group is left, the next in line of all replaces it, and staff are told of which group it is',
  inRollback(async world => {
    const { actor, members, round, sampleId } = await sampled(world, ['on_time', 'on_time', 'on_time'], 2)
    const secondary = members.find(({ stratum }) => stratum === 'Secondary')!
    const browser = await world.staff(actor.accountId)
    const sample = `/rounds/${round.id}/samples/${sampleId}`
    const form = await browser.get(`${sample}/members/${secondary.id}/replace`)
    expect(pageText(form)).toContain('Where nobody of its group is left, it is the next in line of all, and you are told so.')
    leadsTo(await submitForm(browser, form, { reason: 'Closed in December' }))
    expect(pageText(await browser.get(sample))).toContain(
      `was drawn in place of ${secondary.establishmentName}. Nobody else of the group “Secondary” could be drawn: it is of the group “Primary”.`,
    )
  }),
)

test(
  'establishments that share a DSL are pointed out',
  inRollback(async world => {
    const { db } = world
    const { partnershipId, returns } = await sampled(world, ['on_time', 'on_time', 'on_time'])
    await db.raw(`update contacts set email = 'shared@trust.example' where establishment_id = any(?)`, [
      returns.slice(0, 2).map(({ establishment_id }) => establishment_id),
    ])
    const shared = await sharedContacts(
      db,
      partnershipId,
      returns.map(({ id }) => id),
    )
    expect([...shared]).toEqual([
      [returns[0]?.id, [returns[1]?.name]],
      [returns[1]?.id, [returns[0]?.name]],
    ])
  }),
)

test(
  'nothing of a sample is in the sight of another partnership',
  inRollback(async world => {
    const { db, deps, make } = world
    const { path, round, sampleId, returns } = await sampled(world, ['on_time'])
    const stranger = await make.staffActor()
    await answer(world, returns[0]!, { policies_child_protection_current: 'yes' })
    for (const attempt of [
      () => recordVerdicts(db, stranger, { ...path(0), entries: new Map() }),
      () => recordOutcome(db, stranger, { ...path(0), given: { outcome: 'assured', note: 'x', version: 1, partial: true } }),
      () => sendOutcome(deps, stranger, path(0)),
      () => replaceMember(db, stranger, { ...path(0), reason: 'x' }),
      () => requestEvidence(deps, stranger, { roundId: round.id, sampleId, dueAt: DUE }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
  }),
)
